import { bodyOf } from "@/server/body";
import { readCookies } from "@/server/cookie";

/** A request as Node-style handlers read it, with what next-auth takes from it. */
interface NodeRequest {
  method: string;
  headers: Record<string, string>;
  cookies: Record<string, string>;
  query: Record<string, string | string[]>;
  body: Record<string, string> | undefined;
}

/** An answer as Node-style handlers write it. */
class NodeResponse {
  #status = 200;
  #body: string | null = null;
  readonly #headers = new Map<string, string | string[]>();

  status(code: number): this {
    this.#status = code;
    return this;
  }
  getHeader(name: string) {
    return this.#headers.get(name.toLowerCase());
  }
  setHeader(name: string, value: string | string[]): this {
    this.#headers.set(name.toLowerCase(), value);
    return this;
  }
  json(value: unknown): void {
    this.setHeader("Content-Type", "application/json");
    this.#body = JSON.stringify(value);
  }
  send(body: unknown): void {
    if (typeof body === "object" && body !== null) this.json(body);
    else this.#body = body === undefined || body === null ? null : String(body);
  }
  end(): void {}

  toResponse(): Response {
    const headers = new Headers({ "Cache-Control": "no-store" });
    for (const [name, values] of this.#headers) {
      for (const value of [values].flat()) headers.append(name, value);
    }
    return new Response(this.#body, { status: this.#status, headers });
  }
}

/**
 * Runs a Node-style handler on a web `Request`. next-auth's own way for route handlers works only inside Next's
 * request scope, reads a body of any length, and without `NEXTAUTH_URL` believes whatever `X-Forwarded-Host` says.
 *
 * @param handler of next-auth
 * @param segments of the path after /api/auth/
 * @param origin that the browser has opened: where to go afterwards, unless a field names an address that can be read
 */
export async function nodeStyle(
  handler: (request: NodeRequest, response: NodeResponse) => Promise<unknown>,
  request: Request,
  segments: string[],
  origin: string,
): Promise<Response> {
  const { "x-forwarded-host": _claimed, ...headers } = Object.fromEntries(request.headers);
  const leadingOn = (fields: Record<string, string>) => ({
    ...fields,
    callbackUrl: isReadable(fields.callbackUrl, origin) ? fields.callbackUrl : origin,
  });
  const query = {
    ...leadingOn(Object.fromEntries(new URL(request.url).searchParams)),
    nextauth: segments,
  };
  const response = new NodeResponse();
  // Its cookie says where to go, too, from an earlier time.
  const kept = Object.entries(readCookies(request.headers.get("cookie")));
  const cookies = Object.fromEntries(kept.filter(([name]) => !name.endsWith("next-auth.callback-url")));
  const given = await fields(request);
  const body = given && leadingOn(given);
  await handler({ method: request.method, headers, cookies, query, body }, response);
  return response.toResponse();
}

/** Whether next-auth can read an address: it fails where it cannot. */
function isReadable(url: string | undefined, origin: string): url is string {
  if (!url || !URL.canParse(url, url.startsWith("/") ? origin : undefined)) return false;
  return /^https?:$/.test(new URL(url, origin).protocol);
}

async function fields(request: Request): Promise<Record<string, string> | undefined> {
  if (request.method !== "POST") return undefined;
  const text = await bodyOf(request);
  return request.headers.get("content-type")?.includes("json")
    ? textsOf(text)
    : Object.fromEntries(new URLSearchParams(text));
}

/** The fields of a JSON object that are texts; none of anything else. */
function textsOf(json: string): Record<string, string> {
  try {
    const given = Object.entries(JSON.parse(json) ?? {});
    return Object.fromEntries(given.filter((pair): pair is [string, string] => typeof pair[1] === "string"));
  } catch {
    return {};
  }
}
