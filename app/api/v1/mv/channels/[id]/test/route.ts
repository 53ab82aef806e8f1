import { testChannel } from "@/server/channels/test";
import { methods, signedIn } from "@/server/http";

/** Seconds: a sink that does not answer is given up after ten. */
export const maxDuration = 30;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods<{ id: string }>({
  POST: signedIn((actor, _request, { id }) => testChannel(actor, { id })),
});
