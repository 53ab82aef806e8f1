import { runAudit } from "@/server/audits/run";
import { bodyOf } from "@/server/body";
import { methods, signedIn } from "@/server/http";
import { parseJson } from "@/server/parse";

/** Seconds: the whole of a large view takes as long as a refresh. */
export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods<{ view: string }>({
  POST: signedIn(async (actor, request, { view }) => runAudit(actor, view, parseJson(await bodyOf(request)))),
});
