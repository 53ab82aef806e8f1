import * as operations from "@/lib/contract/operations/stream";
import { credentialsOf } from "@/server/auth";
import { describeStream, openStream } from "@/server/live/open";
import { serve } from "@/server/serve";

export const routes = serve(operations, {
  watch: async (actor, query, { method, headers, signal }) =>
    method === "HEAD"
      ? describeStream(query)
      : await openStream({ actor, ...credentialsOf(headers) }, query, signal),
});
