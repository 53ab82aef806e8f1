import * as operations from "@/lib/contract/operations/audit-log";
import { listAuditEvents } from "@/server/audit-log/list";
import { serve } from "@/server/serve";

export const routes = serve(operations, { listAuditEvents });
