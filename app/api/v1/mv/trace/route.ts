import { methods, queryOf, signedIn } from "@/server/http";
import { getTraces } from "@/server/trace/get";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn((actor, request) => getTraces(actor, queryOf(request))),
});
