import { bodyOf } from "@/server/body";
import { retrySetAside } from "@/server/events/retry";
import { methods, signedIn } from "@/server/http";
import { parseJson } from "@/server/parse";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: signedIn(async (actor, request) => retrySetAside(actor, parseJson(await bodyOf(request)))),
});
