import { methods, signedIn } from "@/server/http";
import { getMe } from "@/server/me/get";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: signedIn(getMe) });
