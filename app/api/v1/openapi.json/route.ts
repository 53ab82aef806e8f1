import { methods, signedIn } from "@/server/http";
import { openapiDocument } from "@/server/openapi/document";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: signedIn(async () => openapiDocument()),
});
