import { ProblemError } from "@/server/problem";

const BYTES_MAX = 8192;

/**
 * The text of a request's body, of which no more is read than an honest one has.
 *
 * @throws ProblemError bad_body when it is longer, or is not UTF-8
 */
export async function bodyOf(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  for (let read = await reader?.read(); read?.value; read = await reader?.read()) {
    bytes += read.value.byteLength;
    if (bytes > BYTES_MAX) {
      throw new ProblemError("bad_body", `The body is longer than ${BYTES_MAX} bytes.`, { status: 413 });
    }
    chunks.push(read.value);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new ProblemError("bad_body", "The body is not UTF-8.");
  }
}
