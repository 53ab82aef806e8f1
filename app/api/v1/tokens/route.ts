import { bodyOf } from "@/server/body";
import { methods, signedIn } from "@/server/http";
import { parseJson } from "@/server/parse";
import { createToken } from "@/server/tokens/create";
import { listTokens } from "@/server/tokens/list";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn(async (actor) => ({ tokens: await listTokens(actor) })),
  POST: signedIn(async (actor, request) => createToken(actor, parseJson(await bodyOf(request)))),
});
