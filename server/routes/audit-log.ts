import * as operations from "@/lib/contract/operations/audit-log";
import { answerAuditLog } from "@/server/audit-log/export";
import { serve } from "@/server/serve";

export const routes = serve(operations, { listAuditEvents: answerAuditLog });
