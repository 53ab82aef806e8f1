import { methods, signedIn } from "@/server/http";
import { revokeToken } from "@/server/tokens/revoke";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods<{ id: string }>({
  DELETE: signedIn((actor, _request, { id }) => revokeToken(actor, { id })),
});
