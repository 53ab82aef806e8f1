import type { Problem } from "@/lib/contract/problem";
import type { Handler } from "@/server/http";
import { countRead } from "@/server/reads/count";

/**
 * Counts a read of a view that failed. Who came in a crowd, or asked for what cannot be, says nothing of the view.
 *
 * @param view slug or name
 */
export function countFailure(view: string, { status, code }: Pick<Problem, "status" | "code">): void {
  if (status >= 500 && code !== "busy") countRead(view, "failed");
}

/** A handler of a view's data whose failures are counted. */
export function countFailures(handler: Handler<Record<string, string>>): Handler<Record<string, string>> {
  return async (request, context) => {
    const response = await handler(request, context);
    if (response.status >= 500) countFailure((await context.params).view!, await response.clone().json());
    return response;
  };
}
