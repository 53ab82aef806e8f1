import http from "node:http";
import https from "node:https";
import type { Message } from "@/lib/alerts/message";
import { checkedAddress } from "./address";

/** What is sent, and under which id. */
export interface Outgoing {
  /** The same at every attempt, so that a receiver can tell a repetition. */
  id: string;
  target: string;
  message: Message;
}

/** How to send. */
export interface SendOptions {
  allowPrivate: boolean;
  /** For the whole of it, from look-up to answer. */
  timeoutMs: number;
}

/**
 * Posts a message to a webhook, in the JSON that Slack, Mattermost and others take. Follows no redirect: it could
 * lead to where the address itself may not.
 *
 * @throws Error in words that may be shown, unless the answer is 2xx
 */
export async function sendWebhook(outgoing: Outgoing, options: SendOptions): Promise<void> {
  const url = new URL(outgoing.target);
  const signal = AbortSignal.timeout(options.timeoutMs);
  try {
    const status = await post(
      url,
      outgoing,
      await inTime(checkedAddress(url.hostname, options.allowPrivate), signal),
      signal,
    );
    if (status >= 200 && status < 300) return;
    const redirect = status >= 300 && status < 400;
    throw new Error(
      `${url.host} answered ${status}${redirect ? ", a redirect, which is not followed" : ""}.`,
    );
  } catch (error) {
    if (signal.aborted) throw new Error(`${url.host} did not answer within ${options.timeoutMs / 1000} s.`);
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(code ? `${url.host} cannot be reached (${code}).` : message);
  }
}

function post(
  url: URL,
  { id, message }: Outgoing,
  to: { address: string; family: number },
  signal: AbortSignal,
) {
  const body = JSON.stringify({ text: escaped(message.text) });
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

/** Look-ups cannot be aborted, only left behind. */
function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

/** The three characters that Slack reads as its own. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
