import { bodyOf } from "@/server/body";
import { methods, queryOf, signedIn } from "@/server/http";
import { parseJson } from "@/server/parse";
import { createTrack } from "@/server/tracks/create";
import { removeTrack } from "@/server/tracks/remove";

/** Seconds: the check reads real rows. */
export const maxDuration = 120;

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: signedIn(async (actor, request) => createTrack(actor, parseJson(await bodyOf(request)))),
  DELETE: signedIn((actor, request) => removeTrack(actor, queryOf(request))),
});
