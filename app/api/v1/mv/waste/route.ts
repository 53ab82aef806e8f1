import { routes } from "@/server/routes/audits";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/waste"];
