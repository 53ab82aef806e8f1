import { auditLogAnswer, auditLogQuery } from "../audit-log";
import { operation } from "../operation";

export const listAuditEvents = operation({
  method: "GET",
  path: "/api/v1/audit-log",
  summary: "Who did what that changes or costs something, newest first",
  permission: "admin",
  may: "see who did what",
  query: auditLogQuery,
  output: auditLogAnswer,
  problems: [400, 403],
  example: {},
});
