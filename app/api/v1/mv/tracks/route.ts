import { routes } from "@/server/routes/sources";

/** Seconds: the check reads real rows. */
export const maxDuration = 120;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/tracks"];
