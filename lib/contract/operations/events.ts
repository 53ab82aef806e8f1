import { eventsAnswer, eventsQuery, eventsRetry, retryAnswer } from "../events";
import { operation } from "../operation";

export const listEvents = operation({
  method: "GET",
  path: "/api/v1/mv/events",
  summary: "High-impact events that no refresh has taken in yet, newest first",
  description:
    "Each with its folio where that is known, what it waits for and when that is due, and the sources whose writes become events.",
  permission: "everyone",
  query: eventsQuery,
  output: eventsAnswer,
  problems: [400, 404],
  example: {},
});

export const retryEvents = operation({
  method: "POST",
  path: "/api/v1/mv/events/retry",
  summary: "Ask anew for events that were set aside",
  description: "Those of a view, those named, or all.",
  permission: "operate",
  may: "retry events",
  body: eventsRetry,
  output: retryAnswer,
  problems: [400, 403, 404, 413],
  example: { body: { ids: [1] } },
});
