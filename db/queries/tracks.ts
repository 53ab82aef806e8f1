import { z } from "zod";
import type { Sql, Transaction } from "@/db/client";
import { orRefuse, type Refusals } from "@/db/refusal";
import { one, value } from "@/db/rows";
import { type NewTrack, type TrackCheck, trackAnswer, trackCheck, trial } from "@/lib/contract/tracks";

const CHECK_MS_MAX = 60_000;
/** Triggers take a lock that writers of the source wait for, and must not wait long for it themselves. */
const LOCK_MS_MAX = 3_000;

/**
 * What real rows say about a mapping; changes nothing.
 *
 * @throws Refusal
 */
export async function checkTrack(sql: Sql, slug: string, track: NewTrack): Promise<TrackCheck> {
  const { source, key = null, lookup = null, row_key = null, amount = null } = track;
  const { currency = null, reference = null, occurred = null, mapping = "main" } = track;
  // Where it is tracked at once, that makes the trial.
  const trial = track.dry_run ? (track.trial ?? null) : false;
  return await orRefuse(REFUSALS, () =>
    sql.begin(async (tx) => {
      await tx.unsafe(`set local statement_timeout = ${CHECK_MS_MAX}`);
      return await one(
        trackCheck,
        tx`
        select * from frescura.track_check(${slug}, ${source}, ${key}::text[], ${lookup}, ${row_key}, ${amount}, ${currency},
                                     ${reference}, ${occurred}, p_live => ${track.live ?? null}, p_mapping => ${mapping},
                                     p_trial => ${trial}::boolean)`,
      );
    }),
  );
}

/**
 * Tracks a source of a view by `frescura.track`.
 *
 * @throws Refusal
 */
export async function makeTrack(tx: Transaction, slug: string, track: NewTrack): Promise<Made> {
  return await orRefuse(REFUSALS, () => inside(tx, slug, track));
}

/**
 * Does what `makeTrack` does, sees what was made, and undoes it.
 *
 * @throws Refusal
 */
export async function tryTrack(sql: Sql, slug: string, track: NewTrack): Promise<Made> {
  let tried: Made | undefined;
  await sql
    .begin(async (tx) => {
      tried = await makeTrack(tx, slug, track);
      throw new Undone();
    })
    .catch((error) => {
      if (!(error instanceof Undone)) throw error;
    });
  return tried!;
}

/**
 * Stops tracking a view and drops its ledger and live view; with a source and a mapping, that further mapping alone.
 *
 * @throws Refusal for a mapping that there is not
 */
export async function removeTracks(
  tx: Transaction,
  slug: string,
  { source = null, mapping = null }: { source?: string | null; mapping?: string | null } = {},
): Promise<boolean> {
  return await orRefuse(REFUSALS, async () => {
    await tx.unsafe(`set local lock_timeout = ${LOCK_MS_MAX}`);
    const tracked = await value(
      z.boolean(),
      tx`
      select exists (select from frescura.tracking t join frescura.views v on v.id = t.view_id where v.slug = ${slug})`,
    );
    if (tracked) await tx`select frescura.untrack(${slug}, ${source}, ${mapping})`;
    return tracked;
  });
}

class Undone extends Error {}

/** What was made, and what trial writes said of it. */
const made = trackAnswer.shape.made.extend({ trial });
type Made = z.infer<typeof made>;

async function inside(tx: Transaction, slug: string, track: NewTrack) {
  const { source, key = null, lookup = null, row_key = null, amount = null, threshold = null } = track;
  const { currency = null, reference = null, occurred = null, live = null, mapping = "main" } = track;
  const trial = track.dry_run ? false : (track.trial ?? null);
  await tx.unsafe(`set local lock_timeout = ${LOCK_MS_MAX}`);
  const id = await value(
    z.int(),
    tx`
    select frescura.track(${slug}, ${source}, ${key}::text[], ${amount}, ${currency}, ${lookup}, ${row_key}, ${threshold},
                    ${reference}, ${occurred}, ${live}, ${mapping}, ${trial}::boolean)`,
  );
  return await one(
    made,
    tx`
    select t.key_columns, t.live_view, 'frescura.ledger_' || t.view_id as ledger,
           array(select g.tgname || ' on ' || g.tgrelid::regclass from pg_trigger g
                  where starts_with(g.tgname, ${`frescura_capture_${id}_`}) order by 1) as triggers,
           (select s.trial from frescura.view_sources s where s.id = ${id}) as trial
      from frescura.tracking t join frescura.views v on v.id = t.view_id where v.slug = ${slug}`,
  );
}

const REFUSALS: Refusals = ({ code = "", routine }) => {
  if (code === "42P07" && routine === "exec_stmt_raise") return "taken";
  if (code === "2BP01") return "in_use";
  if (code === "0A000") return "untrackable";
  if (code === "55000" && routine === "exec_stmt_raise") return "managed";
  if (code === "55P03") return "locked";
  if (code === "42P09") return "no_such_source";
  // Raised by frescura.resolve it is of the source; PostgreSQL's own is of an expression.
  if (code === "42P01" && routine === "exec_stmt_raise") return "no_such_source";
  // Class 22: a value that does not fit; 42: what PostgreSQL cannot read or find; 25006: code that wants to write.
  return /^(22|42|25006|57014)/.test(code) ? "bad_expression" : undefined;
};
