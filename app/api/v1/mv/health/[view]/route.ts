import { getHealth } from "@/server/health/get";
import { methods, signedIn } from "@/server/http";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods<{ view: string }>({
  GET: signedIn((actor, _request, { view }) => getHealth(actor, view)),
});
