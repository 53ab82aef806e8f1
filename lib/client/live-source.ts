import type { LiveMessage, LiveName } from "@/lib/contract/live";

/**
 * How the stream does: `live` keeps the page up to date; with `polling` there is one, but the database's
 * notifications do not reach it, or there are too many, so the page asks by itself; `lost` has none for now.
 */
export type SourceState = "connecting" | "live" | "polling" | "lost";

export interface SourceHandlers {
  onState(state: SourceState): void;
  onMessage(message: LiveMessage): void;
  /** `now` of the health that the page has. */
  since(): string | undefined;
}

const NAMES: readonly LiveName[] = ["state", "refresh", "health", "alerts", "verification", "beat", "end"];

/** The server beats every 20 seconds: after two and a half of them without a word, nobody is there. */
export const QUIET_MS = 50_000;
const BACKOFF_MS = [1_000, 2_000, 5_000, 10_000, 30_000];

/**
 * Keeps a stream open: what breaks is opened again, later each time and never at the same moment as in all other
 * browsers.
 *
 * @returns closes it
 */
export function openSource({ onState, onMessage, since }: SourceHandlers): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  const close = () => {
    source?.close();
    source = undefined;
    clearTimeout(timer);
  };
  const later = () => {
    close();
    const wait = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)]!;
    failures++;
    timer = setTimeout(open, wait * (0.75 + Math.random() / 2));
  };
  const lose = () => {
    onState("lost");
    later();
  };
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(lose, QUIET_MS);
  };

  function open() {
    close();
    const from = since();
    const stream = new EventSource(`/api/v1/mv/stream${from ? `?since=${encodeURIComponent(from)}` : ""}`);
    source = stream;
    // Refused (too many streams, signed out) and broken look alike here; asking for the health tells them apart.
    stream.onerror = lose;
    for (const name of NAMES) {
      stream.addEventListener(name, (event) => {
        const message = { name, data: JSON.parse((event as MessageEvent<string>).data) } as LiveMessage;
        watch();
        if (message.name === "state") {
          failures = 0;
          onState(message.data.listening ? "live" : "polling");
        }
        onMessage(message);
        if (message.name === "end") lose();
      });
    }
  }

  const offline = () => lose();
  const online = () => {
    failures = 0;
    open();
  };
  addEventListener("offline", offline);
  addEventListener("online", online);
  open();
  return () => {
    close();
    removeEventListener("offline", offline);
    removeEventListener("online", online);
  };
}
