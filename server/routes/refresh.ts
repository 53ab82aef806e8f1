import * as operations from "@/lib/contract/operations/refresh";
import { cancelRefresh } from "@/server/control/cancel";
import { resume } from "@/server/control/resume";
import { idempotent } from "@/server/idempotency";
import { answerRefresh, withLimit } from "@/server/refresh/answer";
import { requestRefreshAll } from "@/server/refresh/request-all";
import { serve } from "@/server/serve";

export const routes = serve(
  operations,
  {
    refreshAll: (actor, query, body) =>
      withLimit(async () => ({ answer: await requestRefreshAll(actor, query, body) })),
    refresh: answerRefresh,
    cancelRefresh,
    resumeView: resume,
  },
  { refreshAll: idempotent, refresh: idempotent },
);
