import { bodyOf } from "@/server/body";
import { methods, queryOf, signedIn } from "@/server/http";
import { parseJson } from "@/server/parse";
import { createWatch } from "@/server/watches/create";
import { removeWatch } from "@/server/watches/remove";
import { updateWatch } from "@/server/watches/update";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: signedIn(async (actor, request) => createWatch(actor, parseJson(await bodyOf(request)))),
  PATCH: signedIn(async (actor, request) => updateWatch(actor, parseJson(await bodyOf(request)))),
  DELETE: signedIn((actor, request) => removeWatch(actor, queryOf(request))),
});
