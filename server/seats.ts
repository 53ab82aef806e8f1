import { type Actor, callerKey } from "@/server/actor";
import { env } from "@/server/env";
import { ProblemError } from "@/server/problem";

interface Kind {
  /** As many as this process has. */
  all: () => number;
  /** Seconds until it is worth asking again. */
  retryAfter: number;
  /** Completes "… are taken": what there are, and what to do instead. */
  called: string;
  instead: string;
}

/** What holds on to something of this process for as long as it lasts. */
const KINDS = {
  stream: {
    all: () => env().STREAMS_MAX,
    retryAfter: 60,
    called: "streams",
    instead: "Ask for the health instead.",
  },
  wait: { all: () => 64, retryAfter: 1, called: "waiting requests", instead: "Ask again without wait." },
  file: { all: () => 2, retryAfter: 5, called: "files on their way", instead: "Try again in a moment." },
  read: { all: () => 64, retryAfter: 1, called: "reads under way", instead: "Try again in a moment." },
  trial: { all: () => 4, retryAfter: 5, called: "dry runs", instead: "Try again in a moment." },
} as const satisfies Record<string, Kind>;

/** What there is a limited number of. */
export type SeatKind = keyof typeof KINDS;

/** Of all seats of a kind the share that one caller may hold, so that nobody can keep all others out. */
const SHARE = 1 / 4;

const store = globalThis as typeof globalThis & { __frescuraSeats?: Map<string, number> };

/**
 * Takes a seat in this process, for an actor.
 *
 * @returns gives it back; more than once does nothing
 * @throws ProblemError rate_limited where the actor holds as many as one may, busy where all are taken
 */
export function takeSeat(kind: SeatKind, actor: Actor): () => void {
  const { all, retryAfter, called, instead }: Kind = KINDS[kind];
  store.__frescuraSeats ??= new Map();
  const taken = store.__frescuraSeats;
  const keys = [kind, `${kind} ${callerKey(actor)}`] as const;
  const most = [all(), Math.max(1, Math.floor(all() * SHARE))] as const;
  const [held = 0, own = 0] = keys.map((key) => taken.get(key) ?? 0);
  if (own >= most[1]) {
    const detail = `You have ${own} of at most ${most[1]} ${called} for one caller. ${instead}`;
    throw new ProblemError("rate_limited", detail, { retry_after: retryAfter, limit: most[1], remaining: 0 });
  }
  if (held >= most[0]) {
    throw new ProblemError("busy", `All ${most[0]} ${called} are taken. ${instead}`, {
      retry_after: retryAfter,
    });
  }
  for (const key of keys) taken.set(key, (taken.get(key) ?? 0) + 1);
  let isGivenBack = false;
  return () => {
    if (isGivenBack) return;
    isGivenBack = true;
    for (const key of keys) {
      const left = taken.get(key)! - 1;
      if (left > 0) taken.set(key, left);
      else taken.delete(key);
    }
  };
}

/** Holds a seat while something is done. */
export async function seated<T>(kind: SeatKind, actor: Actor, work: () => Promise<T>): Promise<T> {
  const giveBack = takeSeat(kind, actor);
  try {
    return await work();
  } finally {
    giveBack();
  }
}
