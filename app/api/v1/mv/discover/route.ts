import { methods, signedIn } from "@/server/http";
import { discoverViews } from "@/server/views/discover";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn(async (actor) => ({ found: await discoverViews(actor) })),
});
