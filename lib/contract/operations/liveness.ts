import { z } from "zod";
import { operation } from "../operation";

export const getLiveness = operation({
  method: "GET",
  path: "/api/health",
  summary: "Whether the process answers at all; it asks no database and tells no data",
  permission: "anyone",
  output: z.object({ status: z.literal("ok") }),
  problems: [],
  example: {},
  undocumented: true,
});
