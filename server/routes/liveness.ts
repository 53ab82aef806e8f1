import * as operations from "@/lib/contract/operations/liveness";
import { serve } from "@/server/serve";

// It asks no database, so that a restart is not the answer to its absence.
export const routes = serve(operations, { getLiveness: async () => ({ status: "ok" as const }) });
