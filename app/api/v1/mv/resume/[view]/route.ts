import { routes } from "@/server/routes/refresh";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/resume/{view}"];
