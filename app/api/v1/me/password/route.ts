import { bodyOf } from "@/server/body";
import { methods, signedIn } from "@/server/http";
import { changeOwnPassword } from "@/server/me/password";
import { parseJson } from "@/server/parse";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: signedIn(async (actor, request) => changeOwnPassword(actor, parseJson(await bodyOf(request)))),
});
