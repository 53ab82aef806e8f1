import type { z } from "zod";
import type { ProblemCode } from "@/lib/contract/problem";
import { ProblemError } from "@/server/problem";

/**
 * Checks what a caller sent against the contract.
 *
 * @param schema contract of the input
 * @param input what was sent
 * @param code bad_parameter for a query, bad_body for a body
 * @throws ProblemError naming the first wrong parameter and what is wrong with it
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
  code: Extract<ProblemCode, "bad_parameter" | "bad_body"> = "bad_parameter",
): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const parameter = issue.code === "unrecognized_keys" ? issue.keys[0] : issue.path.join(".");
  if (!parameter) throw new ProblemError(code, sentence(issue.message));
  const named = issue.message.startsWith(parameter) || issue.code === "unrecognized_keys";
  throw new ProblemError(code, sentence(named ? issue.message : `${parameter}: ${issue.message}`), {
    parameter,
  });
}

function sentence(text: string): string {
  return text.endsWith(".") ? text : `${text}.`;
}

/**
 * The value of a JSON body; an empty one counts as `{}`.
 *
 * @throws ProblemError bad_body saying what is wrong
 */
export function parseJson(text: string): unknown {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    // V8 quotes the caller's own text, nothing of ours.
    throw new ProblemError("bad_body", `The body is not JSON: ${sentence((error as Error).message)}`);
  }
}
