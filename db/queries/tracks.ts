import { z } from "zod";
import type { Sql, Transaction } from "@/db/client";
import { one, value } from "@/db/rows";
import {
  type NewTrack,
  type TrackAnswer,
  type TrackCheck,
  trackAnswer,
  trackCheck,
} from "@/lib/contract/tracks";

/** The database refuses to track; `parameter` is the expression that is to blame, where one is. */
export class TrackRefusal extends Error {
  override readonly name = "TrackRefusal";

  constructor(
    readonly reason: "unsupported" | "bad_expression" | "no_such_source" | "locked",
    message: string,
    readonly parameter: string | undefined,
    options: ErrorOptions,
  ) {
    super(message, options);
  }
}

const CHECK_MS_MAX = 60_000;
/** Triggers take a lock that writers of the source wait for, and must not wait long for it themselves. */
const LOCK_MS_MAX = 3_000;

/**
 * What real rows say about a mapping; changes nothing.
 *
 * @throws TrackRefusal
 */
export async function checkTrack(sql: Sql, slug: string, track: NewTrack): Promise<TrackCheck> {
  const { source, key = null, lookup = null, row_key = null, amount = null } = track;
  const { currency = null, reference = null, occurred = null } = track;
  try {
    return await sql.begin("read only", async (tx) => {
      await tx.unsafe(`set local statement_timeout = ${CHECK_MS_MAX}`);
      return await one(
        trackCheck,
        tx`
        select * from frescura.track_check(${slug}, ${source}, ${key}::text[], ${lookup}, ${row_key}, ${amount}, ${currency},
                                     ${reference}, ${occurred})`,
      );
    });
  } catch (error) {
    throw refused(error);
  }
}

/**
 * Tracks a source of a view by `frescura.track`.
 *
 * @throws TrackRefusal
 */
export async function makeTrack(
  tx: Transaction,
  slug: string,
  track: NewTrack,
): Promise<TrackAnswer["made"]> {
  try {
    return await inside(tx, slug, track);
  } catch (error) {
    throw refused(error);
  }
}

/**
 * Does what `makeTrack` does, sees what was made, and undoes it.
 *
 * @throws TrackRefusal
 */
export async function tryTrack(sql: Sql, slug: string, track: NewTrack): Promise<TrackAnswer["made"]> {
  let made: TrackAnswer["made"] | undefined;
  await sql
    .begin(async (tx) => {
      made = await makeTrack(tx, slug, track);
      throw new Undone();
    })
    .catch((error) => {
      if (!(error instanceof Undone)) throw error;
    });
  return made!;
}

/** Stops tracking a view and drops its ledger and live view. */
export async function removeTracks(tx: Transaction, slug: string): Promise<boolean> {
  try {
    await tx.unsafe(`set local lock_timeout = ${LOCK_MS_MAX}`);
    const tracked = await value(
      z.boolean(),
      tx`
      select exists (select from frescura.tracking t join frescura.views v on v.id = t.view_id where v.slug = ${slug})`,
    );
    if (tracked) await tx`select frescura.untrack(${slug})`;
    return tracked;
  } catch (error) {
    throw refused(error);
  }
}

class Undone extends Error {}

async function inside(tx: Transaction, slug: string, track: NewTrack) {
  const { source, key = null, lookup = null, row_key = null, amount = null, threshold = null } = track;
  const { currency = null, reference = null, occurred = null } = track;
  await tx.unsafe(`set local lock_timeout = ${LOCK_MS_MAX}`);
  const id = await value(
    z.int(),
    tx`
    select frescura.track(${slug}, ${source}, ${key}::text[], ${amount}, ${currency}, ${lookup}, ${row_key}, ${threshold},
                    ${reference}, ${occurred})`,
  );
  return await one(
    trackAnswer.shape.made,
    tx`
    select t.key_columns, t.live_view, 'frescura.ledger_' || t.view_id as ledger,
           array(select g.tgname || ' on ' || g.tgrelid::regclass from pg_trigger g
                  where starts_with(g.tgname, ${`frescura_capture_${id}_`}) order by 1) as triggers
      from frescura.tracking t join frescura.views v on v.id = t.view_id where v.slug = ${slug}`,
  );
}

function refused(error: unknown): unknown {
  const { code = "", message, hint, column_name } = error as Record<string, string | undefined>;
  const words = `${message}.${hint ? ` ${hint}` : ""}`;
  const because = (reason: TrackRefusal["reason"], parameter?: string) =>
    new TrackRefusal(reason, words.charAt(0).toUpperCase() + words.slice(1), parameter, { cause: error });
  if (code === "0A000") return because("unsupported");
  if (code === "55P03") return because("locked");
  if (code === "42P09" || (code === "42P01" && /^there is no table/.test(message ?? ""))) {
    return because("no_such_source", "source");
  }
  // Class 22: a value that does not fit; 42: what PostgreSQL cannot read or find; 25006: code that wants to write.
  if (/^(22|42|25006|57014)/.test(code)) return because("bad_expression", column_name);
  return error;
}
