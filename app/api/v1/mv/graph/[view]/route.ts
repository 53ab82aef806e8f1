import { getDefinition } from "@/server/graph/get";
import { methods, signedIn } from "@/server/http";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods<{ view: string }>({
  GET: signedIn((actor, _request, { view }) => getDefinition(actor, view)),
});
