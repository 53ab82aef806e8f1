import { env } from "@/server/env";
import { methods, queryOf, signedIn } from "@/server/http";
import { requireSameOrigin } from "@/server/origin";
import { waitVisible } from "@/server/visible/wait";

/** Seconds: the longest wait, and a refresh that is asked for. */
export const maxDuration = 60;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods<{ view: string }>({
  GET: signedIn(async (actor, request, { view }) => {
    const query = queryOf(request);
    // A GET that does something: another site must not make a browser do it.
    if (query.refresh === "true" && actor.kind === "user") {
      requireSameOrigin(request.headers, env().NEXTAUTH_URL);
    }
    return await waitVisible(actor, view, query, request.signal);
  }),
});
