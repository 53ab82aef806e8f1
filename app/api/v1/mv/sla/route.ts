import { methods, queryOf, signedIn } from "@/server/http";
import { getSla } from "@/server/sla/get";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn((actor, request) => getSla(actor, queryOf(request))),
});
