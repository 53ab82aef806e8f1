import { acknowledgeAlert, unacknowledgeAlert } from "@/server/alerts/acknowledge";
import { methods, signedIn } from "@/server/http";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods<{ id: string }>({
  POST: signedIn((actor, _request, { id }) => acknowledgeAlert(actor, { id })),
  DELETE: signedIn((actor, _request, { id }) => unacknowledgeAlert(actor, { id })),
});
