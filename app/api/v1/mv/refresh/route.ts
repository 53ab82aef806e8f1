import { routes } from "@/server/routes/refresh";

/** Seconds that a host which counts them lets a refresh take. */
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/refresh"];
