import * as operations from "@/lib/contract/operations/openapi";
import { openapiDocument } from "@/server/openapi/document";
import { serve } from "@/server/serve";

export const routes = serve(operations, { getOpenapi: async () => openapiDocument() });
