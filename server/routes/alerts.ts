import * as operations from "@/lib/contract/operations/alerts";
import { acknowledgeAlert, unacknowledgeAlert } from "@/server/alerts/acknowledge";
import { listAlerts } from "@/server/alerts/list";
import { serve } from "@/server/serve";

export const routes = serve(operations, {
  listAlerts,
  acknowledgeAlert: (actor, id) => acknowledgeAlert(actor, { id }),
  unacknowledgeAlert: (actor, id) => unacknowledgeAlert(actor, { id }),
});
