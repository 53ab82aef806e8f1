import {
  failuresAnswer,
  failuresQuery,
  historyAnswer,
  historyQuery,
  hourlyAnswer,
  hourlyQuery,
} from "../history";
import { operation } from "../operation";
import { briefAnswer, seriesAnswer, seriesQuery } from "../series";

export const listHistory = operation({
  method: "GET",
  path: "/api/v1/mv/metrics/refresh-history",
  summary: "Attempts to refresh, newest first, and sums over them",
  permission: "everyone",
  query: historyQuery,
  output: historyAnswer,
  problems: [400, 404],
  example: { query: { hours: "24" } },
});

export const listHourly = operation({
  method: "GET",
  path: "/api/v1/mv/metrics/hourly",
  summary: "Refreshes per hour, newest first",
  permission: "everyone",
  query: hourlyQuery,
  output: hourlyAnswer,
  problems: [400, 404],
  example: {},
});

export const listFailures = operation({
  method: "GET",
  path: "/api/v1/mv/metrics/failures",
  summary: "Failures per hour, view and SQLSTATE",
  permission: "everyone",
  query: failuresQuery,
  output: failuresAnswer,
  problems: [400, 404],
  example: {},
});

export const getSeries = operation({
  method: "GET",
  path: "/api/v1/mv/metrics/series",
  summary: "The metrics of a view over a range, such as age and durations, reduced to what charts can show",
  permission: "everyone",
  query: seriesQuery,
  output: seriesAnswer,
  problems: [400, 404],
  example: { query: { view: "universal-transactions" } },
});

export const getBrief = operation({
  method: "GET",
  path: "/api/v1/mv/metrics/brief",
  summary: "How every view did in the last 24 hours",
  description: "Oldest age and failures per hour, share of time within the target.",
  permission: "everyone",
  output: briefAnswer,
  problems: [],
  example: {},
});
