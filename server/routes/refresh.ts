import * as operations from "@/lib/contract/operations/refresh";
import { cancelRefresh } from "@/server/control/cancel";
import { resume } from "@/server/control/resume";
import { requestRefresh } from "@/server/refresh/request";
import { requestRefreshAll } from "@/server/refresh/request-all";
import { serve } from "@/server/serve";

export const routes = serve(operations, {
  refreshAll: requestRefreshAll,
  refresh: requestRefresh,
  cancelRefresh,
  resumeView: resume,
});
