import { routes } from "@/server/routes/asks";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/asks"];
