import * as operations from "@/lib/contract/operations/users";
import { serve } from "@/server/serve";
import { createUser } from "@/server/users/create";
import { endSessionsOf } from "@/server/users/end-sessions";
import { listUsers } from "@/server/users/list";
import { resetPassword } from "@/server/users/reset-password";
import { updateUser } from "@/server/users/update";

export const routes = serve(operations, {
  listUsers: async (actor) => ({ users: await listUsers(actor) }),
  createUser,
  updateUser,
  resetPassword,
  endSessionsOf,
});
