import * as operations from "@/lib/contract/operations/me";
import { getMe } from "@/server/me/get";
import { changeOwnPassword } from "@/server/me/password";
import { serve } from "@/server/serve";

export const routes = serve(operations, { getMe, changeOwnPassword });
