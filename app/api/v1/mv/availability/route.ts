import { methods, queryOf, signedIn } from "@/server/http";
import { listAvailability } from "@/server/reads/availability";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn((actor, request) => listAvailability(actor, queryOf(request))),
});
