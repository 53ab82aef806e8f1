import { listFindings } from "@/server/doctor/list";
import { methods, queryOf, signedIn } from "@/server/http";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn((actor, request) => listFindings(actor, queryOf(request))),
});
