import { TrackRefusal } from "@/db/queries/tracks";
import { ProblemError } from "@/server/problem";

/** A refusal of the database as a problem; an admin wrote the expression, and may read what is wrong with it. */
export function trackProblem(error: unknown): unknown {
  if (!(error instanceof TrackRefusal)) return error;
  const { reason, message, parameter } = error;
  if (reason === "unsupported") return new ProblemError("unsupported", message);
  if (reason === "locked") {
    const detail = "A table is in use by a transaction that does not end. Try again in a moment.";
    return new ProblemError("busy", detail, { retry_after: 5 });
  }
  return new ProblemError("bad_body", message, parameter ? { parameter } : {});
}
