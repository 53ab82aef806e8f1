import { routes } from "@/server/routes/users";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/users/{account}/sessions"];
