import { routes } from "@/server/routes/alerts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/alerts/{id}/acknowledge"];
