import { routes } from "@/server/routes/views";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/feasibility/{view}"];
