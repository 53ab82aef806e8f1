import { doctorAnswer, doctorQuery, hostAnswer } from "../doctor";
import { operation } from "../operation";
import { slaAnswer, slaQuery } from "../sla";
import { troubleshootingAnswer, troubleshootingQuery } from "../troubleshooting";

export const getTroubleshooting = operation({
  method: "GET",
  path: "/api/v1/mv/troubleshooting",
  summary: "The facts of now that answer 'not refreshing?' and 'slow?'",
  description:
    "Last attempts and errors, schedules, drivers, durations; long transactions for admin and ops.",
  permission: "everyone",
  query: troubleshootingQuery,
  output: troubleshootingAnswer,
  problems: [400, 404],
  example: {},
});

export const listFindings = operation({
  method: "GET",
  path: "/api/v1/mv/doctor",
  summary: "What stands in the way of the views, and its cure as SQL",
  permission: "ops",
  may: "examine the database",
  query: doctorQuery,
  output: doctorAnswer,
  problems: [400, 403, 404],
  example: {},
});

export const getHost = operation({
  method: "GET",
  path: "/api/v1/mv/host",
  summary: "What the server and its host allow, and what follows from it",
  description:
    "Role, event trigger, pg_cron, pooler, notifications, limits; each with its cure or the other way.",
  permission: "ops",
  may: "examine the database",
  output: hostAnswer,
  problems: [403],
  example: {},
});

export const getSla = operation({
  method: "GET",
  path: "/api/v1/mv/sla",
  summary: "How the promises were kept, and each time they were not, with its cause",
  description: "Error budget and percentiles of each; see [alerts.md](alerts.md).",
  permission: "everyone",
  query: slaQuery,
  output: slaAnswer,
  problems: [400, 404],
  example: {},
});
