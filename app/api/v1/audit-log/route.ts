import { routes } from "@/server/routes/audit-log";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/audit-log"];
