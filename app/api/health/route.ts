import { methods } from "@/server/http";

/** Whether the process answers at all. It asks no database, so that a restart is not the answer to its absence. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: async () => Response.json({ status: "ok" }, { headers: { "Cache-Control": "no-store" } }),
});
