import { routes } from "@/server/routes/openapi";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/openapi.json"];
