import { z } from "zod";

/** A moment as the API writes it: ISO 8601 with its offset. */
export const moment = z.iso.datetime({ offset: true });
