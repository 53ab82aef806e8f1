import { methods, queryOf, signedIn } from "@/server/http";
import { getTrace } from "@/server/trace/get";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods<{ view: string }>({
  GET: signedIn((actor, request, { view }) => getTrace(actor, view, queryOf(request))),
});
