import type { Handler } from "@/server/http";
import { countRead } from "@/server/reads/count";

/** A handler of a view's data whose answers of 500 and above count as reads that failed, whatever the cause. */
export function countFailures(handler: Handler<Record<string, string>>): Handler<Record<string, string>> {
  return async (request, context) => {
    const response = await handler(request, context);
    if (response.status >= 500) countRead((await context.params).view!, "failed");
    return response;
  };
}
