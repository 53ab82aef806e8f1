import { listEvents } from "@/server/events/list";
import { methods, queryOf, signedIn } from "@/server/http";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn((actor, request) => listEvents(actor, queryOf(request))),
});
