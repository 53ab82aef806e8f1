import { healthList, viewHealth } from "../health";
import { operation } from "../operation";

export const listHealth = operation({
  method: "GET",
  path: "/api/v1/mv/health",
  summary: "How fresh all views are",
  permission: "everyone",
  output: healthList,
  problems: [],
  example: {},
});

export const getHealth = operation({
  method: "GET",
  path: "/api/v1/mv/health/{view}",
  summary: "How fresh one view is",
  permission: "everyone",
  output: viewHealth,
  problems: [404],
  example: { params: { view: "universal-transactions" } },
});
