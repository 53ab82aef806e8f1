import { SourceRefusal } from "@/db/queries/sources";
import { ProblemError } from "@/server/problem";

/** A refusal of the database as a problem. */
export function sourceProblem(error: unknown): unknown {
  if (!(error instanceof SourceRefusal)) return error;
  const { reason, message, parameter = reason === "no_such_source" ? "source" : "amount" } = error;
  if (reason === "locked") {
    const detail = "A table is in use by a transaction that does not end. Try again in a moment.";
    return new ProblemError("busy", detail, { retry_after: 5 });
  }
  return new ProblemError("bad_body", message, { parameter });
}
