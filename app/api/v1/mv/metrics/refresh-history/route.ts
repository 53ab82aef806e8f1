import { listHistory } from "@/server/history/list";
import { methods, queryOf, signedIn } from "@/server/http";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn((actor, request) => listHistory(actor, queryOf(request))),
});
