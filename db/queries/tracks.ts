import type { TransactionSql } from "postgres";
import type { Sql } from "@/db/client";
import type { NewTrack, TrackAnswer, TrackCheck } from "@/lib/contract/tracks";

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
    const rows = await sql.begin("read only", async (tx) => {
      await tx.unsafe(`set local statement_timeout = ${CHECK_MS_MAX}`);
      return await tx<[TrackCheck]>`
        select * from frescura.track_check(${slug}, ${source}, ${key}::text[], ${lookup}, ${row_key}, ${amount}, ${currency},
                                     ${reference}, ${occurred})`;
    });
    return rows[0];
  } catch (error) {
    throw refused(error);
  }
}

/**
 * Tracks a source of a view by `frescura.track`, all or nothing.
 *
 * @param dryRun do it, see what was made, and undo it
 * @throws TrackRefusal
 */
export async function makeTrack(
  sql: Sql,
  slug: string,
  track: NewTrack,
  dryRun: boolean,
): Promise<TrackAnswer["made"]> {
  let made: TrackAnswer["made"] | undefined;
  try {
    await sql.begin(async (tx) => {
      made = await inside(tx, slug, track);
      if (dryRun) throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw refused(error);
  }
  return made!;
}

/** Stops tracking a view and drops its ledger and live view. */
export async function removeTracks(sql: Sql, slug: string): Promise<boolean> {
  try {
    return await sql.begin(async (tx) => {
      await tx.unsafe(`set local lock_timeout = ${LOCK_MS_MAX}`);
      const [row] = await tx<[{ tracked: boolean }]>`
        select exists (select from frescura.tracking t join frescura.views v on v.id = t.view_id where v.slug = ${slug}) as tracked`;
      if (row.tracked) await tx`select frescura.untrack(${slug})`;
      return row.tracked;
    });
  } catch (error) {
    throw refused(error);
  }
}

class Undone extends Error {}

async function inside(tx: TransactionSql<{ bigint: number }>, slug: string, track: NewTrack) {
  const { source, key = null, lookup = null, row_key = null, amount = null, threshold = null } = track;
  const { currency = null, reference = null, occurred = null } = track;
  await tx.unsafe(`set local lock_timeout = ${LOCK_MS_MAX}`);
  const [{ id }] = await tx<[{ id: number }]>`
    select frescura.track(${slug}, ${source}, ${key}::text[], ${amount}, ${currency}, ${lookup}, ${row_key}, ${threshold},
                    ${reference}, ${occurred}) as id`;
  const [made] = await tx<[TrackAnswer["made"]]>`
    select t.key_columns, t.live_view, 'frescura.ledger_' || t.view_id as ledger,
           array(select g.tgname || ' on ' || g.tgrelid::regclass from pg_trigger g
                  where starts_with(g.tgname, ${`frescura_capture_${id}_`}) order by 1) as triggers
      from frescura.tracking t join frescura.views v on v.id = t.view_id where v.slug = ${slug}`;
  return made;
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
