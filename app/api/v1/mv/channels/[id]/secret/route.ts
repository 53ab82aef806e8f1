import { routes } from "@/server/routes/channels";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/channels/{id}/secret"];
