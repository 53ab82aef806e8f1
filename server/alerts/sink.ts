import type { Message } from "@/lib/alerts/message";

/** What is sent, and under which id. */
export interface Outgoing {
  /** The same at every attempt, so that a receiver can tell a repetition. */
  id: string;
  target: string;
  /** What it is signed with, the latest first; none: it is not. */
  secrets: readonly string[];
  message: Message;
}

/** How a sink sends: what stands in `server/alerts/sinks/<kind>.ts`. */
export interface Sink {
  /**
   * @param timeoutMs for the whole of it, or of each step where there are several
   * @throws Error in words that may be shown, unless the receiver took it
   */
  send(outgoing: Outgoing, timeoutMs: number): Promise<void>;
}
