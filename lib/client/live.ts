import { openSource, QUIET_MS, type SourceHandlers, type SourceState } from "@/lib/client/live-source";
import type { LiveMessage } from "@/lib/contract/live";

/** What tabs of one browser tell each other. */
type Word =
  | { kind: "ask" }
  | { kind: "state"; state: SourceState }
  | { kind: "message"; message: LiveMessage };

/** What the page does with the news. */
export interface LiveHandlers extends SourceHandlers {
  /** Another tab has the stream, and what it heard before now is not known here. */
  onFollow(): void;
}

/**
 * Hears of what happens. All tabs of a browser share one stream, since over HTTP/1.1 a browser opens only six
 * connections to a server: the tab that holds the lock has it, and passes on what comes; when it closes, the next
 * takes over. Without locks (a page that was not opened over HTTPS or on localhost) each tab has its own.
 *
 * @param scope the same for tabs that may share: same person, same role
 * @returns ends it
 */
export function openLive(scope: string, handlers: LiveHandlers): () => void {
  if (!navigator.locks || typeof BroadcastChannel === "undefined") return openSource(handlers);

  const channel = new BroadcastChannel(scope);
  const over = new AbortController();
  let leads = false;
  let state: SourceState = "connecting";
  let quiet: ReturnType<typeof setTimeout> | undefined;
  const tell = (word: Word) => channel.postMessage(word);

  const follow = (next: SourceState) => {
    if (state === "connecting" && next !== "connecting") handlers.onFollow();
    state = next;
    handlers.onState(next);
  };
  const heard = () => {
    clearTimeout(quiet);
    // A tab that leads and has died keeps its lock for a moment, or is frozen.
    quiet = setTimeout(() => !leads && follow("lost"), QUIET_MS);
  };
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (leads) {
      if (data.kind === "ask") tell({ kind: "state", state });
      return;
    }
    if (data.kind === "ask") return;
    heard();
    if (data.kind === "state") follow(data.state);
    else handlers.onMessage(data.message);
  };
  tell({ kind: "ask" });

  const lead = () =>
    new Promise<void>((done) => {
      leads = true;
      clearTimeout(quiet);
      const close = openSource({
        since: handlers.since,
        onState: (next) => {
          state = next;
          handlers.onState(next);
          tell({ kind: "state", state: next });
        },
        onMessage: (message) => {
          handlers.onMessage(message);
          tell({ kind: "message", message });
        },
      });
      over.signal.addEventListener("abort", () => {
        close();
        done();
      });
    });
  navigator.locks
    .request(scope, { signal: over.signal }, lead)
    .catch(() => undefined)
    .finally(() => channel.close());
  return () => {
    clearTimeout(quiet);
    over.abort();
  };
}
