import { routes } from "@/server/routes/health";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/health/{view}"];
