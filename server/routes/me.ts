import * as operations from "@/lib/contract/operations/me";
import { getMe } from "@/server/me/get";
import { changeOwnPassword } from "@/server/me/password";
import { serve } from "@/server/serve";
import { authenticate } from "@/server/sessions/authenticate";
import { endOwnSession, endOwnSessions } from "@/server/sessions/end";
import { listSessions } from "@/server/sessions/list";

export const routes = serve(operations, {
  getMe,
  changeOwnPassword,
  authenticate,
  listSessions: async (actor) => ({ sessions: await listSessions(actor) }),
  endOwnSessions,
  endOwnSession,
});
