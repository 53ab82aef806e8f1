import { z } from "zod";
import { target, targets } from "./targets";

const seconds = z.int().positive().max(2_147_483_647);

/** Body of `POST /api/v1/mv/feasibility/<view>`: what is left out is as it is. */
export const feasibilityQuestion = z
  .strictObject({
    sla_seconds: seconds,
    targets,
    /** How often drivers would look. */
    look_seconds: seconds.max(86_400),
  })
  .partial();
export type FeasibilityQuestion = z.infer<typeof feasibilityQuestion>;

/** What could be kept of one target; each null where there was no refresh yet. */
export const judgedTarget = z.object({
  /** null: the SLA. */
  target: target.nullable(),
  seconds,
  possible: z.boolean().nullable(),
  /** From how many seconds on it would be. */
  needs_seconds: z.int().nullable(),
  /** Of the time, or of the deadlines. */
  kept_percent: z.number().nullable(),
});
export type JudgedTarget = z.infer<typeof judgedTarget>;

/** Answer of `POST /api/v1/mv/feasibility/<view>`, by the view's own refreshes of the last 30 days. */
export const feasibility = z.object({
  view: z.string(),
  runs: z.int(),
  /** What 95 % of the refreshes take, with those of the views below. */
  run_seconds: z.number().nullable(),
  look_seconds: z.int(),
  /** Of database time. */
  seconds_a_day: z.number().nullable(),
  /** The hour of the day in which refreshes take longest, on the view's clock, and what 95 % take then. */
  worst_hour: z.int().nullable(),
  worst_hour_seconds: z.number().nullable(),
  targets: z.array(judgedTarget),
});
export type Feasibility = z.infer<typeof feasibility>;
