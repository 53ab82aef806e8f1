import { routes } from "@/server/routes/graph";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/graph/{view}"];
