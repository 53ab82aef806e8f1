import { bodyOf } from "@/server/body";
import { methods, signedIn } from "@/server/http";
import { parseJson } from "@/server/parse";
import { updateUser } from "@/server/users/update";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods<{ account: string }>({
  PATCH: signedIn(async (actor, request, { account }) =>
    updateUser(actor, account, parseJson(await bodyOf(request))),
  ),
});
