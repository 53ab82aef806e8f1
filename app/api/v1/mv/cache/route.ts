import { getCacheState } from "@/server/data/cache-state";
import { methods, signedIn } from "@/server/http";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: signedIn(getCacheState) });
