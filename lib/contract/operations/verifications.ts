import { operation } from "../operation";
import { noopRefreshesAnswer, periodQuery } from "../reads";
import { verification, verificationBody, verificationsAnswer, verificationsQuery } from "../verifications";

export const runVerification = operation({
  method: "POST",
  path: "/api/v1/mv/verify/{view}",
  summary: "Compare a view with its definition",
  permission: "ops",
  may: "verification views",
  body: verificationBody,
  output: verification,
  problems: [400, 403, 404, 413, 422],
  example: { params: { view: "universal-transactions" }, body: { sample_percent: 100 } },
});

export const listVerifications = operation({
  method: "GET",
  path: "/api/v1/mv/verifications",
  summary: "Kept verifications, newest first",
  permission: "ops",
  may: "see verifications",
  query: verificationsQuery,
  output: verificationsAnswer,
  problems: [400, 403, 404],
  example: {},
});

export const listNoopRefreshes = operation({
  method: "GET",
  path: "/api/v1/mv/no-op-refreshes",
  summary: "How many refreshes changed nothing, and what they cost",
  permission: "everyone",
  query: periodQuery,
  output: noopRefreshesAnswer,
  problems: [400, 404],
  example: {},
});
