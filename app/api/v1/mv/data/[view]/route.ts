import { answerData } from "@/server/data/answer";
import { dataQueryOf, methods, signedIn } from "@/server/http";
import { countFailures } from "@/server/reads/count-failures";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods<{ view: string }>({
  GET: countFailures(
    signedIn((actor, request, { view }) => answerData(actor, view, dataQueryOf(request), request.headers)),
  ),
});
