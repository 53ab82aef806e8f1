import { bodyOf } from "@/server/body";
import { createChannel } from "@/server/channels/create";
import { listChannels } from "@/server/channels/list";
import { methods, signedIn } from "@/server/http";
import { parseJson } from "@/server/parse";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn((actor) => listChannels(actor)),
  POST: signedIn(async (actor, request) => createChannel(actor, parseJson(await bodyOf(request)))),
});
