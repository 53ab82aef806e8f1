import { routes } from "@/server/routes/verifications";

/** Seconds: the whole of a large view takes as long as a refresh. */
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/verify/{view}"];
