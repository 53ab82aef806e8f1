import { methods, queryOf, signedIn } from "@/server/http";
import { listMovements } from "@/server/trace/movements";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn((actor, request) => listMovements(actor, queryOf(request))),
});
