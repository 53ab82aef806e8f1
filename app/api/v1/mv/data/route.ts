import { listData } from "@/server/data/index-of";
import { methods, signedIn } from "@/server/http";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn((actor) => listData(actor)),
});
