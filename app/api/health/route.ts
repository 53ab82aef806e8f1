import { routes } from "@/server/routes/liveness";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/health"];
