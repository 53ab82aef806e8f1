import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Transaction } from "../client";

const root = fileURLToPath(new URL("../sql", import.meta.url));

/** A file of db/sql. */
export interface SqlFile {
  topic: string;
  /** Name of the object, which is that of the file. */
  name: string;
  text: string;
}

/** The façade is applied apart: its objects stand in a schema that is not ours. */
const FACADE = "facade";

/** Functions first, since all call them, and of these the one that defaults call; then views; the rest last. */
const PHASES = [
  /^create or replace function frescura\.setting\(/m,
  /^create or replace (function|procedure)/m,
  /^create or replace view/m,
] as const;

/** The files of a topic, its folders' too, or of all but the façade's. */
export async function sqlFiles(topic?: string): Promise<SqlFile[]> {
  const topics = topic ? [topic] : await topicsButFacade();
  const files = topics.map(async (folder) => {
    // A topic may have folders within it, such as alerts/kinds.
    const paths = (await readdir(path.join(root, folder), { recursive: true })).filter((name) =>
      name.endsWith(".sql"),
    );
    return Promise.all(
      paths.sort().map(async (name) => ({
        topic: folder,
        name: path.basename(name, ".sql"),
        text: await readFile(path.join(root, folder, name), "utf8"),
      })),
    );
  });
  return (await Promise.all(files)).flat();
}

async function topicsButFacade(): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  return entries
    .flatMap((entry) => (entry.isDirectory() && entry.name !== FACADE ? [entry.name] : []))
    .sort();
}

/**
 * Makes or renews every object under db/sql but the façade.
 *
 * @returns the functions that no file made: of an earlier version, by name or by signature
 */
export async function applyObjects(tx: Transaction): Promise<readonly number[]> {
  const before = await functionVersions(tx);
  // Files are in the order of their names, not of who calls whom.
  await tx`set local check_function_bodies = off`;
  const files = await sqlFiles();
  const phase = ({ text }: SqlFile) => {
    const place = PHASES.findIndex((kind) => kind.test(text));
    return place < 0 ? PHASES.length : place;
  };
  for (const file of files.sort((a, b) => phase(a) - phase(b))) await applyObject(tx, file);
  const after = await functionVersions(tx);
  await closeInternals(tx);
  const stale = [...after.keys()].filter((oid) => before.get(oid) === after.get(oid));
  await pinFunctions(
    tx,
    [...after.keys()].filter((oid) => before.get(oid) !== after.get(oid)),
  );
  return stale;
}

/** The functions of ours by their catalog rows, each with the version of that row; not those made for a source. */
async function functionVersions(tx: Transaction): Promise<Map<number, string>> {
  const rows = await tx<{ oid: number; version: string }[]>`
    select oid, xmin::text as version from pg_proc
     where pronamespace = 'frescura'::regnamespace
       and proname !~ '^(capture_[0-9]+_(insert|update|delete|truncate)|threshold_[0-9]+|lookup_[0-9]+)$'`;
  return new Map(rows.map(({ oid, version }) => [oid, version]));
}

/**
 * Applies one file. Where a function of that name stands with other columns or names of parameters, PostgreSQL will
 * not replace it: it goes first. One that something else is built on stays, and the error names what.
 */
async function applyObject(tx: Transaction, { name, text }: SqlFile): Promise<void> {
  try {
    await tx.savepoint((sp) => sp.unsafe(text));
  } catch (error) {
    if ((error as { code?: string }).code !== "42P13") throw error;
    const former = await tx<{ oid: number }[]>`
      select oid from pg_proc where pronamespace = 'frescura'::regnamespace and proname = ${name}`;
    await dropFunctions(
      tx,
      former.map(({ oid }) => oid),
    );
    await tx.unsafe(text);
  }
}

/** Nobody but the owner runs what is not in api.sql, whose grants come with the objects. */
async function closeInternals(tx: Transaction): Promise<void> {
  await tx.unsafe(await readFile(path.join(root, "api.sql"), "utf8"));
}

/**
 * What our functions read and write must not depend on who calls them: psql, pg_cron, a customer's session. Their
 * search_path stands in their files; those of SQL that have none are planned as part of the query that calls them.
 */
async function pinFunctions(tx: Transaction, oids: readonly number[]): Promise<void> {
  await tx`
    select frescura.pin_function(p.oid) from pg_proc p join pg_language l on l.oid = p.prolang
     where p.oid = any (${[...oids]}::oid[]) and p.prokind = 'f' and (l.lanname = 'plpgsql' or p.proconfig is not null)`;
}

/** Brings the triggers and live views of all sources to this version; those that are current stay untouched. */
export async function renewCapture(tx: Transaction): Promise<void> {
  await tx`select frescura.renew_capture()`;
  await tx`select frescura.make_event_trigger()`;
}

/** Drops functions by their oids; what is still built on one is named by the error. */
export async function dropFunctions(tx: Transaction, oids: readonly number[]): Promise<void> {
  const stale = await tx<{ drop: string }[]>`
    select format('drop routine %s', oid::regprocedure) as drop from pg_proc where oid = any (${[...oids]}::oid[])`;
  for (const { drop } of stale) await tx.unsafe(drop);
}
