import { methods, orProblem } from "@/server/http";
import { keepPreferences } from "@/server/preferences/keep";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: orProblem(keepPreferences) });
