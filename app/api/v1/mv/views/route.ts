import { bodyOf } from "@/server/body";
import { methods, signedIn } from "@/server/http";
import { parseJson } from "@/server/parse";
import { listViews } from "@/server/views/list";
import { registerView } from "@/server/views/register";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn(async (actor) => ({ views: await listViews(actor) })),
  POST: signedIn(async (actor, request) => registerView(actor, parseJson(await bodyOf(request)))),
});
