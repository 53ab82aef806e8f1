import { customType } from "drizzle-orm/pg-core";

/** A 64-bit transaction id, as text: it is compared in SQL only. */
export const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });

/** A set of finished transactions, as text: it is compared in SQL only. */
export const pgSnapshot = customType<{ data: string }>({ dataType: () => "pg_snapshot" });

/** An object id of the catalog. */
export const oid = customType<{ data: number }>({ dataType: () => "oid" });

/** `timestamptz`, a moment in time: to us an ISO string in UTC, as the API hands it out. */
export const timestamp = customType<{ data: string; driverData: Date | string }>({
  dataType: () => "timestamp with time zone",
  fromDriver: (value) => new Date(value).toISOString(),
});

/** `jsonb`, which the driver reads and writes itself: drizzle's own would be quoted twice. */
export const jsonb = customType<{ data: unknown }>({ dataType: () => "jsonb" });
