import { streamQuery } from "@/lib/contract/live";
import type { Actor } from "@/server/actor";
import { parseInput } from "@/server/parse";
import { takeSeat } from "@/server/seats";
import { Broadcaster } from "./broadcaster";
import { encode, encodeBySight } from "./encode";
import { Subscriber } from "./subscriber";

const HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  // Neither kept, nor compressed, nor buffered by a proxy: each message goes out as it comes.
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
};

const store = globalThis as typeof globalThis & { __frescuraLive?: Broadcaster };

/** Who asks, and how to ask again who that is. */
export interface Watcher {
  actor: Actor;
  /** What tells callers apart. */
  credentials: string;
  /** Who the credentials stand for now; null for nobody any more. */
  lookUp: () => Promise<Actor | null>;
}

/**
 * Opens a stream of what happens, see `liveMessages`. Everyone signed in may watch; each sees what their role may.
 *
 * @param input see `streamQuery`
 * @param gone aborts when the caller has left
 * @throws ProblemError busy or rate_limited when as many watch as may
 */
export async function openStream(watcher: Watcher, input: unknown, gone: AbortSignal): Promise<Response> {
  const { since } = parseInput(streamQuery, input);
  const giveBack = takeSeat("stream", watcher.actor);
  store.__frescuraLive ??= new Broadcaster(() => {
    store.__frescuraLive = undefined;
  });
  const broadcaster = store.__frescuraLive;
  const subscriber = new Subscriber(watcher.actor, watcher.credentials, watcher.lookUp, (left) => {
    giveBack();
    broadcaster.leave(left);
  });
  const body = subscriber.open();
  broadcaster.join(subscriber);
  gone.addEventListener("abort", () => subscriber.leave(), { once: true });
  if (gone.aborted) subscriber.leave();
  await broadcaster.ready();
  subscriber.send(
    encode({ name: "state", data: { now: broadcaster.now(), listening: broadcaster.listening } }),
  );
  const missed = since ? broadcaster.changes.after(since) : [];
  if (missed.length > 0) {
    const data = { now: broadcaster.now(), views: missed, gone: [] };
    const bytes = encodeBySight({ name: "health", data })(watcher.actor);
    if (bytes) subscriber.send(bytes);
  }
  return new Response(body, { headers: HEADERS });
}

/** What a stream would be answered as, without one: for HEAD. */
export function describeStream(input: unknown): Response {
  parseInput(streamQuery, input);
  return new Response(null, { headers: HEADERS });
}

/** Ends every stream of this process, so that nobody holds up its end. */
export async function endStreams(): Promise<void> {
  await store.__frescuraLive?.stop();
}
