import * as operations from "@/lib/contract/operations/health";
import { getHealth } from "@/server/health/get";
import { listHealth } from "@/server/health/list";
import { serve } from "@/server/serve";

export const routes = serve(operations, { listHealth, getHealth });
