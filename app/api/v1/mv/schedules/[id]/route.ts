import { bodyOf } from "@/server/body";
import { methods, signedIn } from "@/server/http";
import { parseJson } from "@/server/parse";
import { removeSchedule } from "@/server/schedules/remove";
import { updateSchedule } from "@/server/schedules/update";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods<{ id: string }>({
  PATCH: signedIn(async (actor, request, { id }) =>
    updateSchedule(actor, id, parseJson(await bodyOf(request))),
  ),
  DELETE: signedIn((actor, _request, { id }) => removeSchedule(actor, id)),
});
