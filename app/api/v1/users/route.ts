import { bodyOf } from "@/server/body";
import { methods, signedIn } from "@/server/http";
import { parseJson } from "@/server/parse";
import { createUser } from "@/server/users/create";
import { listUsers } from "@/server/users/list";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn(async (actor) => ({ users: await listUsers(actor) })),
  POST: signedIn(async (actor, request) => createUser(actor, parseJson(await bodyOf(request)))),
});
