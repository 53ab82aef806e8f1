import { resume } from "@/server/control/resume";
import { methods, signedIn } from "@/server/http";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods<{ view: string }>({
  POST: signedIn((actor, _request, { view }) => resume(actor, view)),
});
