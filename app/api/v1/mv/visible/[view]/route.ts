import { routes } from "@/server/routes/trace";

/** Seconds: the longest wait, and a refresh that is asked for. */
export const maxDuration = 60;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/visible/{view}"];
