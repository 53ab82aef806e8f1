import { routes } from "@/server/routes/cron";

export const dynamic = "force-dynamic";
/** Seconds; the most that every plan of Vercel allows. */
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes["/api/cron/{tier}"];
