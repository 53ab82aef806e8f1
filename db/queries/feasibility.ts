import { z } from "zod";
import type { Sql } from "@/db/client";
import { REFUSALS } from "@/db/queries/registry";
import { orRefuse } from "@/db/refusal";
import { many } from "@/db/rows";
import {
  type Feasibility,
  type FeasibilityQuestion,
  feasibility,
  judgedTarget,
} from "@/lib/contract/feasibility";

const row = judgedTarget
  .omit({ target: true })
  .extend(feasibility.omit({ view: true, targets: true }).shape)
  .extend({
    nth: z.int(),
  });

/** What could be kept of targets for a view, by `frescura.feasibility`; what is not asked about is as it is. */
export async function feasibilityOf(
  sql: Sql,
  slug: string,
  { sla_seconds = null, targets, look_seconds = null }: Nullable<FeasibilityQuestion>,
): Promise<
  Omit<Feasibility, "view" | "targets"> & { targets: Omit<Feasibility["targets"][number], "target">[] }
> {
  const rows = await orRefuse(REFUSALS, () =>
    many(
      row,
      sql`
      select nth, seconds, possible, needs_seconds, kept_percent::float8 as kept_percent, runs, run_seconds::float8 as run_seconds,
             look_seconds, seconds_a_day::float8 as seconds_a_day, worst_hour, worst_hour_seconds::float8 as worst_hour_seconds
        from frescura.feasibility(${slug}, ${sla_seconds}, ${targets ? sql.json(targets) : null}::jsonb,
                                  make_interval(secs => ${look_seconds}))`,
    ),
  );
  const [{ runs, run_seconds, look_seconds: look, seconds_a_day, worst_hour, worst_hour_seconds }] = rows as [
    (typeof rows)[number],
  ];
  return {
    ...{ runs, run_seconds, look_seconds: look, seconds_a_day, worst_hour, worst_hour_seconds },
    targets: rows.map(({ seconds, possible, needs_seconds, kept_percent }) => ({
      ...{ seconds, possible, needs_seconds, kept_percent },
    })),
  };
}

type Nullable<T> = { [K in keyof T]?: T[K] | null };
