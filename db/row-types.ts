import { z } from "zod";

/** A timestamp, as an ISO string with its offset. */
export const timestamp = z.iso.datetime({ offset: true });

/** A timestamp to reckon with. */
export const date = timestamp.transform((text) => new Date(text));

/** A timestamp inside JSON, which PostgreSQL writes to the microsecond: as ours are written. */
export const timestampInJson = timestamp.transform((text) => new Date(text).toISOString());

/** A numeric, which arrives as text since it may hold more digits than a number; ours are amounts of money. */
export const numeric = z.string().transform(Number);
