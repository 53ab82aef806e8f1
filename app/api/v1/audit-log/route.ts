import { listDeeds } from "@/server/audit-log/list";
import { methods, queryOf, signedIn } from "@/server/http";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn((actor, request) => listDeeds(actor, queryOf(request))),
});
