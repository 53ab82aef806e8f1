import * as operations from "@/lib/contract/operations/audit-log";
import { listDeeds } from "@/server/audit-log/list";
import { serve } from "@/server/serve";

export const routes = serve(operations, { listDeeds });
