import { methods, queryOf, signedIn } from "@/server/http";
import { getTroubleshooting } from "@/server/troubleshooting/get";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn((actor, request) => getTroubleshooting(actor, queryOf(request))),
});
