import { routes } from "@/server/routes/schedules";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/schedules/{id}"];
