import * as operations from "@/lib/contract/operations/tokens";
import { serve } from "@/server/serve";
import { createToken } from "@/server/tokens/create";
import { listTokens } from "@/server/tokens/list";
import { revokeToken } from "@/server/tokens/revoke";

export const routes = serve(operations, {
  listTokens: async (actor) => ({ tokens: await listTokens(actor) }),
  createToken,
  revokeToken: (actor, id) => revokeToken(actor, { id }),
});
