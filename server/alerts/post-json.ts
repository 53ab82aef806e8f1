import http from "node:http";
import https from "node:https";
import { isInClear } from "@/lib/alerts/plain-http";
import { env } from "@/server/env";
import { type CheckedAddress, checkedAddress } from "./address";
import type { Outgoing } from "./sink";

/** How to send. */
export interface PostOptions {
  /** For the whole of it, from look-up to answer. */
  timeoutMs: number;
  /** Whether it may lead into a private network; as ALLOW_PRIVATE_WEBHOOKS has it where that is left out. */
  allowPrivate?: boolean;
  /** Whether it may go in clear; as ALLOW_HTTP_WEBHOOKS has it where that is left out. */
  allowHttp?: boolean;
  /** Further headers for the body as it is sent. */
  sign?: (body: string) => Record<string, string>;
}

/**
 * Posts JSON to where a notification goes, looked up once and called at the address that was checked. Follows no
 * redirect: it could lead to where the address itself may not.
 *
 * @throws Error in words that may be shown, unless the answer is 2xx
 */
export async function postJson(
  { id, target }: Pick<Outgoing, "id" | "target">,
  body: object,
  { timeoutMs, sign, allowPrivate = env().ALLOW_PRIVATE_WEBHOOKS === "on", allowHttp }: PostOptions,
): Promise<void> {
  const url = new URL(target);
  requireNotInClear(target, allowHttp);
  const text = JSON.stringify(body);
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const to = await inTime(checkedAddress(url.hostname, allowPrivate), signal);
    const status = await post({ url, id, body: text, more: sign?.(text) }, to, signal);
    if (status >= 200 && status < 300) return;
    const redirect = status >= 300 && status < 400;
    throw new Error(
      `${url.host} answered ${status}${redirect ? ", a redirect, which is not followed" : ""}.`,
    );
  } catch (error) {
    if (signal.aborted) throw new Error(`${url.host} did not answer within ${timeoutMs / 1000} s.`);
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(code ? `${url.host} cannot be reached (${code}).` : message);
  }
}

function post(
  { url, id, body, more }: { url: URL; id: string; body: string; more?: Record<string, string> },
  to: CheckedAddress,
  signal: AbortSignal,
) {
  const { request } = url.protocol === "https:" ? https : http;
  return new Promise<number>((resolve, reject) => {
    const sending = request(
      url,
      {
        method: "POST",
        signal,
        // A connection of its own: one that is kept alive would have skipped the look-up.
        agent: false,
        lookup: (_host, { all }, done) => {
          const found = { address: to.address, family: to.family };
          if (all) (done as (error: null, found: object[]) => void)(null, [found]);
          else done(null, found.address, found.family);
        },
        headers: {
          "Content-Type": "application/json; charset=utf-8",
          "Content-Length": Buffer.byteLength(body),
          "User-Agent": "frescura",
          "X-Frescura-Notification": id,
          "Idempotency-Key": id,
          ...more,
        },
      },
      (response) => {
        // The status says it all; what a sink writes besides is not read.
        resolve(response.statusCode ?? 0);
        response.destroy();
      },
    );
    sending.once("error", reject);
    sending.end(body);
  });
}

/**
 * Refuses what would pass a network in clear, unless that is allowed.
 *
 * @throws Error in words that may be shown
 */
export function requireNotInClear(target: string, allowed = env().ALLOW_HTTP_WEBHOOKS === "on"): void {
  if (allowed || !isInClear(target)) return;
  throw new Error(
    `${new URL(target).host} is not https, which webhooks are only with ALLOW_HTTP_WEBHOOKS=on.`,
  );
}

/** Look-ups cannot be aborted, only left behind. */
function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

/** The three characters that Slack, and others like it, read as their own. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
