import { audit, auditBody, auditsAnswer, auditsQuery } from "../audits";
import { operation } from "../operation";
import { periodQuery, wasteAnswer } from "../reads";

export const runAudit = operation({
  method: "POST",
  path: "/api/v1/mv/audit/{view}",
  summary: "Compare a view with its definition",
  permission: "ops",
  may: "audit views",
  body: auditBody,
  output: audit,
  problems: [400, 403, 404, 413, 422],
  example: { params: { view: "universal-transactions" }, body: { sample_percent: 100 } },
});

export const listAudits = operation({
  method: "GET",
  path: "/api/v1/mv/audits",
  summary: "Kept audits, newest first",
  permission: "ops",
  may: "see audits",
  query: auditsQuery,
  output: auditsAnswer,
  problems: [400, 403, 404],
  example: {},
});

export const listWaste = operation({
  method: "GET",
  path: "/api/v1/mv/waste",
  summary: "How many refreshes changed nothing, and what they cost",
  permission: "everyone",
  query: periodQuery,
  output: wasteAnswer,
  problems: [400, 404],
  example: {},
});
