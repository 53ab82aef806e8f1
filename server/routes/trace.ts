import * as operations from "@/lib/contract/operations/trace";
import { getPending } from "@/server/pending/get";
import { serve } from "@/server/serve";
import { getTrace, getTraces } from "@/server/trace/get";
import { listMovements } from "@/server/trace/movements";
import { waitVisible } from "@/server/visible/wait";

export const routes = serve(operations, {
  getPending,
  getTraces,
  getTrace,
  listMovements,
  waitVisible: (actor, view, query, { method, signal }) =>
    waitVisible(actor, view, method === "HEAD" ? { ...query, wait: "0s" } : query, signal),
});
