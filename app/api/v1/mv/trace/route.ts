import { routes } from "@/server/routes/trace";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/trace"];
