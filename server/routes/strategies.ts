import * as operations from "@/lib/contract/operations/strategies";
import { serve } from "@/server/serve";
import { explainStrategy } from "@/server/strategies/explain";
import { setStrategy } from "@/server/strategies/set";

export const routes = serve(operations, { explainStrategy, setStrategy });
