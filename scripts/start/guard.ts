import type { RequestListener } from "node:http";
import { z } from "zod";
import { PEER_HEADER, peersAreTold } from "@/server/client-address";
import { problemResponse } from "@/server/http";
import { ProblemError } from "@/server/problem";
import { send } from "./send";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const HOST = /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i;
/** Longer ones Next refuses. */
const STATE_MAX = 40_000;

/** Of a segment with a parameter: caught all or not, and from where it was intercepted. */
const KINDS = [
  "c",
  "oc",
  "d",
  ...["c", "d"].flatMap((kind) => ["(..)(..)", "(.)", "(..)", "(...)"].map((at) => `${kind}i${at}`)),
];
const segment = z.union([
  z.string(),
  z.tuple([z.string(), z.string(), z.enum(KINDS), z.array(z.string()).nullable()]),
]);
/**
 * What Next's own scripts say of the page that they have: a tree of segments and what is in their slots. As Next 16
 * takes it; what a later one might add is left out, at the price of a page rendered whole.
 */
const routerState: z.ZodType = z.tuple([
  segment,
  z.record(
    z.string(),
    z.lazy(() => routerState),
  ),
  z.tuple([z.string(), z.string()]).nullish(),
  z.enum(["refetch", "inside-shared-layout", "metadata-only"]).nullish(),
  z.number().nullish(),
  z.string().optional(),
]);

/**
 * Answers what Next would meet with a 500 and a stack in the log: methods that nothing takes, addresses and hosts that
 * cannot be read, and what claims to be a page's own state. Everything else goes behind, with the address that it comes from.
 *
 * @param behind what answers all other requests
 */
export function withGuard(behind: RequestListener): RequestListener {
  peersAreTold();
  return (request, response) => {
    const { method = "", url = "", headers, socket } = request;
    headers[PEER_HEADER] = socket?.remoteAddress ?? "";
    const problem = refusal(method, url, headers.host);
    if (problem) return void send(problem, response);
    const state = headers["next-router-state-tree"];
    // Without it Next renders the page whole.
    if (state !== undefined && !isRouterState(String(state))) delete headers["next-router-state-tree"];
    behind(request, response);
  };
}

function refusal(method: string, url: string, host: string | undefined): Response | undefined {
  const bad = (detail: string) => problemResponse(new ProblemError("bad_parameter", detail));
  if (host !== undefined && !HOST.test(host))
    return bad("The Host of the request is not the name of a host.");
  if (!isAddress(url)) return bad("The address of the request cannot be read.");
  const isPage = !url.startsWith("/api/");
  const allow = isPage ? ["GET", "HEAD"] : [...METHODS];
  if (allow.includes(method)) return undefined;
  const detail = `${method} is not for this address; it takes ${allow.join(", ")}.`;
  return problemResponse(new ProblemError("method_not_allowed", detail), { Allow: allow.join(", ") });
}

function isAddress(url: string): boolean {
  if (!url.startsWith("/")) return false;
  try {
    decodeURIComponent(url.split("?", 1)[0]!);
    return URL.canParse(url, "http://localhost");
  } catch {
    return false;
  }
}

function isRouterState(header: string): boolean {
  if (header.length > STATE_MAX) return false;
  try {
    return routerState.safeParse(JSON.parse(decodeURIComponent(header))).success;
  } catch {
    return false;
  }
}
