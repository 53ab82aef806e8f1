import { among, reading } from "@/lib/client/request";

/** What pages read of the settings. */
export const settingsKeys = {
  views: reading("GET /api/v1/mv/views"),
  discovery: reading("GET /api/v1/mv/discover"),
  view: (view: string) => reading("GET /api/v1/mv/views/{view}", { params: { view } }),
  users: reading("GET /api/v1/users"),
  tokens: reading("GET /api/v1/tokens"),
  sessions: reading("GET /api/v1/me/sessions"),
  auditLog: reading("GET /api/v1/audit-log"),
};

/** What a changed setting can change; the audit log tells of each. */
export const SETTINGS = among(
  "GET /api/v1/mv/views",
  "GET /api/v1/mv/discover",
  "GET /api/v1/mv/views/{view}",
  "GET /api/v1/users",
  "GET /api/v1/tokens",
  "GET /api/v1/audit-log",
);
