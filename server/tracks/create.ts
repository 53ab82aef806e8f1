import { emitAuditEvent } from "@/db/queries/audit";
import { checkTrack, makeTrack, tryTrack } from "@/db/queries/tracks";
import { type NewTrack, newTrack, type TrackAnswer } from "@/lib/contract/tracks";
import { type Actor, auditName } from "@/server/actor";
import { db } from "@/server/db";
import { parseInput } from "@/server/parse";
import { requirePermission } from "@/server/permission";
import { ProblemError } from "@/server/problem";
import { seated } from "@/server/seats";
import { transaction } from "@/server/transaction";
import { findView } from "@/server/views";

/**
 * Tracks the writes to a source of a view, or shows by `dry_run` what that would make and what real rows say.
 * Only admins may: the expressions are SQL, which then runs at every write with the rights of our account.
 *
 * @param input see `newTrack`
 * @throws ProblemError unsupported, busy, or bad_body naming the expression that cannot be evaluated
 */
export async function createTrack(actor: Actor, input: unknown): Promise<TrackAnswer> {
  requirePermission(actor, "createTrack");
  const track = parseInput(newTrack, input, "bad_body");
  if ((track.key === undefined) === (track.lookup === undefined)) {
    throw new ProblemError("bad_body", "Give either key or lookup.", { parameter: "key" });
  }
  const slug = await findView(actor, track.view);
  // On real rows first, and before anything is locked: a bad expression would only show at the next write.
  return await seated("trial", actor, async () => {
    if (track.dry_run) await onRecord(actor, slug, track);
    const check = await checkTrack(db().sql, slug, track);
    const { trial, ...made } = await (track.dry_run
      ? tryTrack(db().sql, slug, track)
      : tracked(actor, slug, track));
    return {
      ...{ view: slug, source: track.source, dry_run: track.dry_run, made },
      check: track.dry_run ? check : { ...check, trial },
    };
  });
}

/** Expressions run as code: before they do, it is on record who tried which. */
async function onRecord(actor: Actor, slug: string, track: NewTrack): Promise<void> {
  await transaction((tx) =>
    emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "view.try",
      target: slug,
      detail: particulars(track),
    }),
  );
}

function particulars({ view: _view, dry_run: _dryRun, key, ...rest }: NewTrack) {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { ...given, ...(key && { key: key.join(", ") }) };
}

async function tracked(actor: Actor, slug: string, track: NewTrack) {
  return await transaction(async (tx) => {
    const made = await makeTrack(tx, slug, track);
    await emitAuditEvent(tx, {
      actor: auditName(actor),
      action: "view.track",
      target: slug,
      detail: particulars(track),
    });
    return made;
  });
}
