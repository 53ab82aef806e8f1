import { auditLogAnswer, auditLogQuery } from "../audit-log";
import { operation } from "../operation";

export const listAuditEvents = operation({
  method: "GET",
  path: "/api/v1/audit-log",
  summary: "Who did what that changes or costs something, who signed in and who was refused, newest first",
  permission: "admin",
  may: "see who did what",
  query: auditLogQuery,
  output: auditLogAnswer,
  otherwise: "text/csv",
  problems: [400, 403, 429],
  example: {},
});
