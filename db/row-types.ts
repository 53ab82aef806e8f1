import { z } from "zod";

/** A moment, as an ISO string with its offset. */
export const moment = z.iso.datetime({ offset: true });

/** A moment to reckon with. */
export const date = moment.transform((text) => new Date(text));

/** A moment inside JSON, which PostgreSQL writes to the microsecond: as ours are written. */
export const momentInJson = moment.transform((text) => new Date(text).toISOString());

/** A numeric, which arrives as text since it may hold more digits than a number; ours are amounts of money. */
export const numeric = z.string().transform(Number);
