import { bodyOf } from "@/server/body";
import { methods, signedIn } from "@/server/http";
import { parseJson } from "@/server/parse";
import { resetPassword } from "@/server/users/reset-password";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods<{ account: string }>({
  POST: signedIn(async (actor, request, { account }) =>
    resetPassword(actor, account, parseJson(await bodyOf(request))),
  ),
});
