import { routes } from "@/server/routes/strategies";

/** Seconds: the rows of the view are copied, or computed. */
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/v1/mv/strategies/{view}"];
