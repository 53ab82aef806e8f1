import { methods, queryOf, signedIn } from "@/server/http";
import { listWaste } from "@/server/waste/list";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn((actor, request) => listWaste(actor, queryOf(request))),
});
