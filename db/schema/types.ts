import { customType, timestamp } from "drizzle-orm/pg-core";

/** A 64-bit transaction id, as text: it is compared in SQL only. */
export const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });

/** A set of finished transactions, as text: it is compared in SQL only. */
export const pgSnapshot = customType<{ data: string }>({ dataType: () => "pg_snapshot" });

/** An object id of the catalog. */
export const oid = customType<{ data: number }>({ dataType: () => "oid" });

/** `timestamptz`, a moment in time. */
export const moment = (name: string) => timestamp(name, { withTimezone: true });
