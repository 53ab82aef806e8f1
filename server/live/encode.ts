import type { OpenAlerts } from "@/db/queries/health";
import type { LiveMessage } from "@/lib/contract/live";
import type { Actor } from "@/server/actor";
import { readsDatabaseMessages } from "@/server/permission";
import { healthFor, openAlertsFor } from "@/server/redact";
import { seen, sees } from "@/server/sight";

/** What happened, before it is told to anybody: the view that a verification is of, and alerts by view. */
export type News =
  | Exclude<LiveMessage, { name: "alerts" | "verification" }>
  | (Extract<LiveMessage, { name: "verification" }> & { view: string })
  | { name: "alerts"; open: readonly OpenAlerts[] };

const encoder = new TextEncoder();

/** A message as server-sent event. */
export function encode({ name, data }: LiveMessage): Uint8Array {
  return encoder.encode(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}

/**
 * A message as an actor may see it; null where it is not for them. Encoded once for all who see the same.
 *
 * @returns a function of the actor
 */
export function encodeBySight(news: News): (actor: Actor) => Uint8Array | null {
  const made = new Map<string, Uint8Array | null>();
  return (actor) => {
    const sight = sightOf(actor);
    let bytes = made.get(sight);
    if (bytes === undefined) {
      bytes = encodeFor(actor, news);
      made.set(sight, bytes);
    }
    return bytes;
  };
}

const sightOf = ({ role, hidden = [], only }: Actor) =>
  JSON.stringify([role, hidden.map(({ slug }) => slug), only ?? null]);

function encodeFor(actor: Actor, news: News): Uint8Array | null {
  switch (news.name) {
    case "alerts":
      return encode({ name: "alerts", data: { open: openAlertsFor(actor, news.open) } });
    case "refresh":
      return sees(actor, news.data.view) ? encode(news) : null;
    case "verification": {
      const { view, name, data } = news;
      return sees(actor, view) && readsDatabaseMessages(actor) ? encode({ name, data }) : null;
    }
    case "health": {
      const { now, views, gone } = news.data;
      const told = seen(actor, views).map((view) => healthFor(actor, view));
      const left = gone.filter((slug) => sees(actor, slug));
      if (told.length + left.length === 0) return null;
      return encode({ name: "health", data: { now, views: told, gone: left } });
    }
    default:
      return encode(news);
  }
}
