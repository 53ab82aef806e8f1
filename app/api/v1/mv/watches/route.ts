import { routes } from "@/server/routes/sources";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/watches"];
