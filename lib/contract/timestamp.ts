import { z } from "zod";

/** A timestamp as the API writes it: ISO 8601 with its offset. */
export const timestamp = z.iso.datetime({ offset: true });
