import { type Handler, problemResponse } from "@/server/http";
import { ProblemError } from "@/server/problem";

const nothing: Handler<unknown> = async () =>
  problemResponse(new ProblemError("not_found", "The API has nothing at this address."));

export {
  nothing as DELETE,
  nothing as GET,
  nothing as HEAD,
  nothing as PATCH,
  nothing as POST,
  nothing as PUT,
};
