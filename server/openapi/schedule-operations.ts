import { definitionAnswer, graphAnswer } from "@/lib/contract/graph";
import {
  newSchedule,
  schedule,
  scheduleChange,
  scheduleRemoval,
  schedulesAnswer,
  schedulesQuery,
} from "@/lib/contract/schedules";
import type { Operation } from "@/server/openapi/operations";

/** When what runs, and in what order. */
export const SCHEDULE_OPERATIONS: readonly Operation[] = [
  {
    path: "/api/v1/mv/schedules",
    method: "get",
    id: "listSchedules",
    summary: "When which tier runs, in words and with the next three times",
    query: schedulesQuery,
    answer: schedulesAnswer,
    problems: [400, 404],
  },
  {
    path: "/api/v1/mv/schedules",
    method: "post",
    id: "createSchedule",
    summary: "Make a schedule for a view, or for all of them",
    body: newSchedule,
    answer: schedule,
    problems: [400, 403, 404, 409, 413],
  },
  {
    path: "/api/v1/mv/schedules/{id}",
    method: "patch",
    id: "updateSchedule",
    summary: "Change a schedule, or switch it on or off",
    body: scheduleChange,
    answer: schedule,
    problems: [400, 403, 404, 409, 413],
  },
  {
    path: "/api/v1/mv/schedules/{id}",
    method: "delete",
    id: "removeSchedule",
    summary: "Remove a schedule",
    answer: scheduleRemoval,
    problems: [403, 404],
  },
  {
    path: "/api/v1/mv/graph",
    method: "get",
    id: "listGraph",
    summary: "Which registered views read which",
    answer: graphAnswer,
    problems: [],
  },
  {
    path: "/api/v1/mv/graph/{view}",
    method: "get",
    id: "getDefinition",
    summary: "What a view is made of: its SELECT, what it reads, what reads it",
    answer: definitionAnswer,
    problems: [404],
  },
];
