import * as operations from "@/lib/contract/operations/graph";
import { getDefinition } from "@/server/graph/get";
import { listGraph } from "@/server/graph/list";
import { serve } from "@/server/serve";

export const routes = serve(operations, { listGraph, getDefinition });
