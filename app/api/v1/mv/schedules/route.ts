import { bodyOf } from "@/server/body";
import { methods, queryOf, signedIn } from "@/server/http";
import { parseJson } from "@/server/parse";
import { createSchedule } from "@/server/schedules/create";
import { listSchedules } from "@/server/schedules/list";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn((actor, request) => listSchedules(actor, queryOf(request))),
  POST: signedIn(async (actor, request) => createSchedule(actor, parseJson(await bodyOf(request)))),
});
