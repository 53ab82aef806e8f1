import { askAnswer, asksAnswer } from "../asks";
import { operation } from "../operation";

export const listAsks = operation({
  method: "GET",
  path: "/api/v1/mv/asks",
  summary: "Who asks for which view to be refreshed, newest first",
  description: "Open ones of the last day: none that a refresh has answered since.",
  permission: "everyone",
  output: asksAnswer,
  problems: [],
  example: {},
});

export const askForRefresh = operation({
  method: "POST",
  path: "/api/v1/mv/asks/{view}",
  summary: "Ask those who may refresh for a refresh of a view",
  description: "They see it on their pages, and get a mail where SMTP is set. Once while it is open.",
  permission: "everyone",
  output: askAnswer,
  problems: [404, 429],
  example: { params: { view: "universal-transactions" } },
});
