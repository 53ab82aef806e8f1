import { listAlerts } from "@/server/alerts/list";
import { methods, queryOf, signedIn } from "@/server/http";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn((actor, request) => listAlerts(actor, queryOf(request))),
});
