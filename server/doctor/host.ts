import pino from "pino";
import { hostFacts } from "@/db/queries/health";
import type { HostAnswer, HostFact } from "@/lib/contract/doctor";
import type { Actor } from "@/server/actor";
import { db } from "@/server/db";
import { env } from "@/server/env";
import { createListener } from "@/server/events/listen";
import { requirePermission } from "@/server/permission";
import { unnamed } from "@/server/sight";

const WEIGHT: Readonly<Record<HostFact["severity"], number>> = { error: 0, warning: 1, info: 2, ok: 3 };

/**
 * What the database's server and its host allow, and what follows from it, what costs most first. Its cures name roles
 * and settings, so only admin and ops may see it.
 */
export async function getHost(actor: Actor): Promise<HostAnswer> {
  requirePermission(actor, "getHost");
  const [facts, session] = await Promise.all([hostFacts(db().sql), sessionFact()]);
  return {
    facts: unnamed(actor, [...facts, session]).toSorted((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]),
  };
}

/** Whether sessions are ours: tried out, since a pooler gives no other sign of itself. */
async function sessionFact(): Promise<HostFact> {
  const { DATABASE_URL, DATABASE_URL_DIRECT } = env();
  if (!DATABASE_URL) throw new Error("DATABASE_URL is not set: there is no database to examine.");
  if (await hears(DATABASE_URL)) {
    const finding = "Sessions are ours alone, and notifications are heard.";
    return { fact: "session", severity: "ok", finding, cure: null, detail: { code: "own" } };
  }
  if (DATABASE_URL_DIRECT && (await hears(DATABASE_URL_DIRECT))) {
    const finding =
      "DATABASE_URL leads through a pooler in transaction mode; notifications are heard by DATABASE_URL_DIRECT.";
    return { fact: "session", severity: "ok", finding, cure: null, detail: { code: "direct" } };
  }
  const finding =
    "Notifications are not heard, as behind a pooler in transaction mode: events are looked for every 15 seconds.";
  const cure = "-- DATABASE_URL_DIRECT=postgres://... leads to the server itself";
  return { fact: "session", severity: "warning", finding, cure, detail: { code: "unheard" } };
}

async function hears(url: string): Promise<boolean> {
  let heard = false;
  const listener = createListener({
    url,
    name: "frescura doctor",
    sql: db().sql,
    onEvent: () => {},
    onHearing: (hearing) => {
      heard = hearing;
    },
    // What it would say is the answer.
    log: pino({ level: "silent" }),
  });
  try {
    await listener.check();
    return heard;
  } finally {
    await listener.stop();
  }
}
