import { listHealth } from "@/server/health/list";
import { methods, signedIn } from "@/server/http";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: signedIn(listHealth) });
