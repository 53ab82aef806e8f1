import { z } from "zod";

const wallTime = (pattern: RegExp) => z.string().regex(pattern, "is no time such as 08:55");
const days = (last: number) =>
  z
    .array(z.int().min(1).max(last))
    .min(1)
    .max(last)
    .overwrite((list) => [...new Set(list)].sort((a, b) => a - b));

/** How old a view's data may be in a window, on the view's clock: a row of `frescura.targets`. */
export const target = z.strictObject({
  seconds: z.int().positive().max(2_147_483_647),
  /** 1, Monday, to 7; null: all days. */
  weekdays: days(7).nullable().default(null),
  /** 1 to 31; null: all days. */
  monthdays: days(31).nullable().default(null),
  opens: wallTime(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** Earlier than `opens`: the next day; the same: a deadline. */
  closes: wallTime(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
});
export type Target = z.infer<typeof target>;

/** All targets of a view beside its SLA. */
export const targets = z.array(target).max(20);
