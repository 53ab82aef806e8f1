import { getSeries } from "@/server/history/series";
import { methods, queryOf, signedIn } from "@/server/http";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn((actor, request) => getSeries(actor, queryOf(request))),
});
