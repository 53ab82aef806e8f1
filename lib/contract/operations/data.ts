import { dataAnswer, dataIndex, dataQuery } from "../data";
import { operation } from "../operation";
import { availabilityAnswer, cacheAnswer, periodQuery } from "../reads";

export const listData = operation({
  method: "GET",
  path: "/api/v1/mv/data",
  summary: "Of each view where a read would go now, and what it lacks",
  permission: "everyone",
  output: dataIndex,
  problems: [],
  example: {},
});

export const readData = operation({
  method: "GET",
  path: "/api/v1/mv/data/{view}",
  summary: "Rows of a view, of its live view or of its sources, and which of them; ETag and 304 where kept",
  description: "`filter[<column>]=<op>:<value>`; the answer has `served_from`, `as_of`, `exact`, `reason`.",
  permission: "everyone",
  query: dataQuery,
  deepObject: "filter",
  output: dataAnswer,
  otherwise: "text/csv",
  problems: [400, 404, 422, 429],
  example: { params: { view: "universal-transactions" } },
});

export const listAvailability = operation({
  method: "GET",
  path: "/api/v1/mv/availability",
  summary: "How often views answered, and from where",
  permission: "everyone",
  query: periodQuery,
  output: availabilityAnswer,
  problems: [400, 404],
  example: {},
});

export const getCacheState = operation({
  method: "GET",
  path: "/api/v1/mv/cache",
  summary: "How the cache of this process does",
  permission: "ops",
  may: "examine the cache",
  output: cacheAnswer,
  problems: [403],
  example: {},
});
