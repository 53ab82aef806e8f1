import { reading } from "@/lib/client/request";

/** What pages read of who asks for refreshes. */
export const askKeys = { all: reading("GET /api/v1/mv/asks") };
