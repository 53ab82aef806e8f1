import { bodyOf } from "@/server/body";
import { removeChannel } from "@/server/channels/remove";
import { changeChannel } from "@/server/channels/update";
import { methods, signedIn } from "@/server/http";
import { parseJson } from "@/server/parse";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods<{ id: string }>({
  PATCH: signedIn(async (actor, request, { id }) =>
    changeChannel(actor, { id }, parseJson(await bodyOf(request))),
  ),
  DELETE: signedIn((actor, _request, { id }) => removeChannel(actor, { id })),
});
