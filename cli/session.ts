import { userInfo } from "node:os";
import type { Command } from "commander";
import { explain, UsageError } from "@/cli/failure";
import { io } from "@/cli/io";
import { type Actor, cliActor } from "@/server/actor";
import { attachDatabase } from "@/server/attach";
import { closeDb } from "@/server/db";
import { amendEnv, env, VARIABLES } from "@/server/env";

/** What every command gets. */
export interface Session {
  actor: Actor;
  /** Whether a program reads the answer. */
  json: boolean;
  /** The database by a connection without a pooler in between. */
  directUrl: string;
}

/** Options that every command takes. */
export interface GlobalOptions {
  databaseUrl?: string;
  json?: boolean;
}

/**
 * Runs a command: finds its database, does the work, and ends with the exit code that the work returns.
 *
 * @param work what the command does; a failure is thrown
 */
export async function inSession(
  command: Command,
  work: (session: Session) => Promise<number>,
): Promise<void> {
  let patienceSeconds = 5;
  try {
    io().exitCode = await work(await open(command.optsWithGlobals()));
  } catch (error) {
    const { message, exit } = explain(error);
    io().stderr.write(`${pathOf(command)}: ${message}\n`);
    if (process.env.DEBUG && error instanceof Error) io().stderr.write(`${error.stack}\n`);
    io().exitCode = exit;
    // A transaction that never found the database counts as under way for good.
    patienceSeconds = 0;
  } finally {
    await closeDb(patienceSeconds);
  }
}

async function open({ databaseUrl, json = false }: GlobalOptions): Promise<Session> {
  if (databaseUrl === undefined) await attach();
  else use(databaseUrl);
  const { DATABASE_URL_DIRECT, DATABASE_URL } = env();
  return { actor: cliActor(accountName()), json, directUrl: (DATABASE_URL_DIRECT ?? DATABASE_URL)! };
}

function use(databaseUrl: string): void {
  const { error } = VARIABLES.shape.DATABASE_URL.safeParse(databaseUrl);
  if (error) throw new UsageError(`--database-url ${error.issues[0]!.message}.`);
  amendEnv({ DATABASE_URL: databaseUrl, DATABASE_URL_DIRECT: databaseUrl });
}

async function attach(): Promise<void> {
  // What is wrong with the settings themselves is told as such.
  env();
  try {
    await attachDatabase();
  } catch (error) {
    throw new UsageError(`${(error as Error).message} Or give --database-url.`, { cause: error });
  }
}

/** A command with those it stands under: `frescura views register`. */
function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

/** The account at the shell, for the audit log; containers may run as a number that has no name. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}
