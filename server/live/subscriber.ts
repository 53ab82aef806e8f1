import type { Actor } from "@/server/actor";
import { encode } from "./encode";

/** Messages that may wait for a slow reader; more, and it has to come again. */
const BACKLOG_MAX = 64;

/** One who watches. */
export class Subscriber {
  #stream: ReadableStreamDefaultController<Uint8Array> | undefined;

  /**
   * @param actor as of the last look
   * @param credentials what tells callers apart: those with the same are looked up together
   * @param lookUp who the credentials stand for now; null for nobody any more
   */
  constructor(
    public actor: Actor,
    readonly credentials: string,
    readonly lookUp: () => Promise<Actor | null>,
    private readonly onLeave: (subscriber: Subscriber) => void,
  ) {}

  /** What the caller reads. */
  open(): ReadableStream<Uint8Array> {
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#stream = controller;
      },
      cancel: () => this.leave(),
    });
  }

  send(bytes: Uint8Array): void {
    if (!this.#stream) return;
    if ((this.#stream.desiredSize ?? 0) < -BACKLOG_MAX) this.leave();
    else this.#stream.enqueue(bytes);
  }

  /** Tells why, and closes. */
  end(code: "unauthenticated" | "shutdown"): void {
    this.#stream?.enqueue(encode({ name: "end", data: { code } }));
    this.leave();
  }

  leave(): void {
    const stream = this.#stream;
    if (!stream) return;
    this.#stream = undefined;
    this.onLeave(this);
    try {
      stream.close();
    } catch {
      // The reader has gone, and took the stream along.
    }
  }
}
