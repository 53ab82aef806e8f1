import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { GET } from "@/app/api/v1/mv/stream/route";
import config from "@/next.config";
import { send } from "./send";

const PATH = "/api/v1/mv/stream";
/** Patterns of next.config.ts that this path is of. */
const OURS = new Set(["/:path*", "/api/:path*"]);

/**
 * Answers streams of events before Next gets to see them, by the same handler: a request that Next answers keeps all
 * that Next knows of it for as long as it lasts, which for a stream is hours. Everything else goes behind.
 *
 * @param behind what answers all other requests
 */
export async function withStreams(behind: RequestListener): Promise<RequestListener> {
  const policies = (await config.headers?.())?.filter(({ source }) => OURS.has(source)) ?? [];
  return (request, response) => {
    if (request.method !== "GET" || request.url?.split("?", 1)[0] !== PATH) return behind(request, response);
    for (const { headers } of policies) for (const { key, value } of headers) response.setHeader(key, value);
    void answer(request, response).catch(() => response.destroy());
  };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  send(await GET(asRequest(request, gone.signal), { params: Promise.resolve({}) }), response);
}

function asRequest({ url, headers }: IncomingMessage, signal: AbortSignal): Request {
  // Which host was asked for decides nothing here, and may be any text.
  const given = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return new Request(new URL(url!, "http://localhost"), { headers: given, signal });
}
