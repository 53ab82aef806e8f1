import { routes } from "@/server/routes/metrics";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/metrics/series"];
