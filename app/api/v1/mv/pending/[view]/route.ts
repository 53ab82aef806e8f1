import { methods, signedIn } from "@/server/http";
import { getPending } from "@/server/pending/get";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods<{ view: string }>({
  GET: signedIn((actor, _request, { view }) => getPending(actor, view)),
});
