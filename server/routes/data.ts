import * as operations from "@/lib/contract/operations/data";
import { answerData } from "@/server/data/answer";
import { getCacheState } from "@/server/data/cache-state";
import { listData } from "@/server/data/index-of";
import { listAvailability } from "@/server/reads/availability";
import { countFailures } from "@/server/reads/count-failures";
import { serve } from "@/server/serve";

export const routes = serve(
  operations,
  {
    listData,
    readData: answerData,
    listAvailability,
    getCacheState,
  },
  { readData: countFailures },
);
