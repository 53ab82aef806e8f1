import { z } from "zod";
import { operation } from "../operation";

export const deliverTier = operation({
  method: "GET",
  path: "/api/cron/{tier}",
  summary: "A delivery of a cron driver: runs what is due of a tier",
  description: "`hourly`, `working-hours`, `events`, `verification`, or another tier that a schedule has.",
  permission: "secret",
  output: z.object({ tier: z.string(), claimed: z.boolean(), runs: z.array(z.unknown()) }),
  problems: [404],
  example: { params: { tier: "hourly" } },
  acts: () => true,
  undocumented: true,
});
