import * as operations from "@/lib/contract/operations/cron";
import { deliver } from "@/server/schedules/deliver";
import { serve } from "@/server/serve";

export const routes = serve(operations, { deliverTier: (tier, { headers }) => deliver(tier, headers) });
