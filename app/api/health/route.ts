import { routes } from "@/server/routes/liveness";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/health"];
