import * as operations from "@/lib/contract/operations/audits";
import { listAudits } from "@/server/audits/list";
import { runAudit } from "@/server/audits/run";
import { serve } from "@/server/serve";
import { listWaste } from "@/server/waste/list";

export const routes = serve(operations, { runAudit, listAudits, listWaste });
