import { methods, queryOf, signedIn } from "@/server/http";
import { requestRefresh } from "@/server/refresh/request";

/** Seconds that a host which counts them lets a refresh take. */
export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods<{ view: string }>({
  POST: signedIn((actor, request, { view }) => requestRefresh(actor, view, queryOf(request))),
});
