import { credentialsOf } from "@/server/auth";
import { methods, queryOf, signedIn } from "@/server/http";
import { openStream } from "@/server/live/open";

/** Seconds, where a platform limits them: pages come again by themselves. */
export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn((actor, request) =>
    openStream({ actor, ...credentialsOf(request.headers) }, queryOf(request), request.signal),
  ),
});
