import { routes } from "@/server/routes/channels";

/** Seconds: a sink that does not answer is given up after ten. */
export const maxDuration = 30;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/channels/{id}/test"];
