import { definitionAnswer, graphAnswer } from "../graph";
import { operation } from "../operation";

export const listGraph = operation({
  method: "GET",
  path: "/api/v1/mv/graph",
  summary: "Which registered views read which",
  permission: "everyone",
  output: graphAnswer,
  problems: [],
  example: {},
});

export const getDefinition = operation({
  method: "GET",
  path: "/api/v1/mv/graph/{view}",
  summary: "What a view is made of: its SELECT, what it reads, what reads it",
  permission: "everyone",
  output: definitionAnswer,
  problems: [404],
  example: { params: { view: "universal-transactions" } },
});
