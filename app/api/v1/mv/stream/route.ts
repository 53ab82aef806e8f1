import { routes } from "@/server/routes/stream";

/** Seconds, where a platform limits them: pages come again by themselves. */
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/stream"];
