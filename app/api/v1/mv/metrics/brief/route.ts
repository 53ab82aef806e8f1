import { getBrief } from "@/server/history/brief";
import { methods, signedIn } from "@/server/http";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: signedIn(getBrief) });
