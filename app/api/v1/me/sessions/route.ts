import { routes } from "@/server/routes/me";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/me/sessions"];
