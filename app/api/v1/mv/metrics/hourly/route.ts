import { listHourly } from "@/server/history/hourly";
import { methods, queryOf, signedIn } from "@/server/http";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn((actor, request) => listHourly(actor, queryOf(request))),
});
