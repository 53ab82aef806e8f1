import { routes } from "@/server/routes/troubleshooting";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/host"];
