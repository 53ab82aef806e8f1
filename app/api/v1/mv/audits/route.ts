import { listAudits } from "@/server/audits/list";
import { methods, queryOf, signedIn } from "@/server/http";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn((actor, request) => listAudits(actor, queryOf(request))),
});
