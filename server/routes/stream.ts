import * as operations from "@/lib/contract/operations/stream";
import { credentialsOf } from "@/server/auth";
import { openStream } from "@/server/live/open";
import { serve } from "@/server/serve";

export const routes = serve(operations, {
  watch: (actor, query, { headers, signal }) =>
    openStream({ actor, ...credentialsOf(headers) }, query, signal),
});
