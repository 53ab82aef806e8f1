import * as operations from "@/lib/contract/operations/asks";
import { askForRefresh } from "@/server/asks/create";
import { listAsks } from "@/server/asks/list";
import { serve } from "@/server/serve";

export const routes = serve(operations, { listAsks, askForRefresh });
