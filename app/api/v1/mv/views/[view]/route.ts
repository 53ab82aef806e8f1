import { bodyOf } from "@/server/body";
import { methods, signedIn } from "@/server/http";
import { parseJson } from "@/server/parse";
import { getSettings } from "@/server/views/settings";
import { unregisterView } from "@/server/views/unregister";
import { updateView } from "@/server/views/update";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods<{ view: string }>({
  GET: signedIn((actor, _request, { view }) => getSettings(actor, view)),
  PATCH: signedIn(async (actor, request, { view }) =>
    updateView(actor, view, parseJson(await bodyOf(request))),
  ),
  DELETE: signedIn((actor, _request, { view }) => unregisterView(actor, view)),
});
