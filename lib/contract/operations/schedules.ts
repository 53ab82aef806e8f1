import { operation } from "../operation";
import {
  newSchedule,
  schedule,
  scheduleChange,
  scheduleRemoval,
  schedulesAnswer,
  schedulesQuery,
} from "../schedules";

export const listSchedules = operation({
  method: "GET",
  path: "/api/v1/mv/schedules",
  summary: "When which tier runs, in words and with the next three times",
  permission: "everyone",
  query: schedulesQuery,
  output: schedulesAnswer,
  problems: [400, 404],
  example: {},
});

export const createSchedule = operation({
  method: "POST",
  path: "/api/v1/mv/schedules",
  summary: "Make a schedule for a view, or for all of them",
  permission: "admin",
  may: "change schedules",
  body: newSchedule,
  output: schedule,
  problems: [400, 403, 404, 409, 413],
  example: { body: { tier: "nightly", cron: "0 3 * * *" } },
});

export const updateSchedule = operation({
  method: "PATCH",
  path: "/api/v1/mv/schedules/{id}",
  summary: "Change a schedule, or switch it on or off",
  permission: "admin",
  may: "change schedules",
  body: scheduleChange,
  output: schedule,
  problems: [400, 403, 404, 409, 413],
  example: { params: { id: "901" }, body: { enabled: false } },
});

export const removeSchedule = operation({
  method: "DELETE",
  path: "/api/v1/mv/schedules/{id}",
  summary: "Remove a schedule",
  permission: "admin",
  may: "change schedules",
  output: scheduleRemoval,
  problems: [403, 404],
  example: { params: { id: "902" } },
});
