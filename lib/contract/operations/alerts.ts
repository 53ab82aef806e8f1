import { alert, alertsAnswer, alertsQuery } from "../alerts";
import { operation } from "../operation";

export const listAlerts = operation({
  method: "GET",
  path: "/api/v1/mv/alerts",
  summary: "Alerts, newest first",
  permission: "everyone",
  query: alertsQuery,
  output: alertsAnswer,
  problems: [400, 404],
  example: {},
});

export const acknowledgeAlert = operation({
  method: "POST",
  path: "/api/v1/mv/alerts/{id}/acknowledge",
  summary: "Note that an alert is looked into",
  permission: "operate",
  may: "take note of alerts",
  output: alert,
  problems: [400, 403, 404],
  example: { params: { id: "913" } },
});

export const unacknowledgeAlert = operation({
  method: "DELETE",
  path: "/api/v1/mv/alerts/{id}/acknowledge",
  summary: "Take that note back",
  permission: "operate",
  may: "take note of alerts",
  output: alert,
  problems: [400, 403, 404],
  example: { params: { id: "913" } },
});
