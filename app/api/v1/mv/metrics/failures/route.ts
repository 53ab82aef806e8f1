import { listFailures } from "@/server/history/failures";
import { methods, queryOf, signedIn } from "@/server/http";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn((actor, request) => listFailures(actor, queryOf(request))),
});
