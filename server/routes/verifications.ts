import * as operations from "@/lib/contract/operations/verifications";
import { listNoopRefreshes } from "@/server/noop-refreshes/list";
import { serve } from "@/server/serve";
import { listVerifications } from "@/server/verifications/list";
import { runVerification } from "@/server/verifications/run";

export const routes = serve(operations, { runVerification, listVerifications, listNoopRefreshes });
