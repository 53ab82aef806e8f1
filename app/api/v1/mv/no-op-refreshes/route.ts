import { routes } from "@/server/routes/verifications";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/no-op-refreshes"];
