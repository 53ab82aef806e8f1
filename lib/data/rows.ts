import type { DataAnswer } from "@/lib/contract/data";
import type { Problem } from "@/lib/contract/problem";

/** A page of rows, or why there is none. */
export type DataResult =
  | { answer: DataAnswer; problem?: undefined }
  | { problem: Problem; answer?: undefined };

/** JavaScript keeps so many digits of a number for sure. */
const SAFE_DIGITS = 15;
/** A string of JSON, or a number outside of one. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Reads an answer of `GET /api/v1/mv/data/<view>`. Numbers with more digits than JavaScript keeps become texts, so
 * that money is shown as the database has it.
 */
export function parseData(body: string): DataAnswer {
  const kept = body.replace(TOKEN, (token) => {
    if (token.startsWith('"')) return token;
    const digits = token.replace(/[eE].*$/, "").replace(/[-.]/g, "").length;
    return digits > SAFE_DIGITS ? `"${token}"` : token;
  });
  return JSON.parse(kept) as DataAnswer;
}
