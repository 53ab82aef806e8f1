import { routes } from "@/server/routes/tokens";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/tokens/{id}"];
