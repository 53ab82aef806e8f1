import { bodyOf } from "@/server/body";
import { methods, queryOf, signedIn } from "@/server/http";
import { requestRefreshAll } from "@/server/refresh/request-all";

/** Seconds that a host which counts them lets a refresh take. */
export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: signedIn(async (actor, request) => requestRefreshAll(actor, queryOf(request), await bodyOf(request))),
});
