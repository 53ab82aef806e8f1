import { statSync } from "node:fs";
import { dirname } from "node:path";
import { run } from "./run";

/** The operating-system account that PostgreSQL runs as, where that is not our own. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/** True when this process may do everything, which PostgreSQL refuses to run with. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The account to run PostgreSQL as: our own (`undefined`) unless we are root.
 *
 * Root uses the owner of an existing data directory, so that a clone first started by an ordinary user keeps
 * working, and otherwise the account `postgres`, which is created where it is missing.
 */
export async function serverAccount(dataDir: string): Promise<Account | undefined> {
  if (!isRoot()) return undefined;
  const owner = statSync(dataDir, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: `uid ${owner.uid}` };
  return (await lookUp("postgres")) ?? (await create("postgres"));
}

async function lookUp(name: string): Promise<Account | undefined> {
  const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
  if (uid.code !== 0 || gid.code !== 0) return undefined;
  return { uid: Number(uid.output), gid: Number(gid.output), name };
}

async function create(name: string): Promise<Account> {
  const comment = ["--comment", "Frescura embedded PostgreSQL"];
  const home = ["--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"];
  const group = await run("groupadd", ["--system", "--force", name]);
  const user = await run("useradd", ["--system", "--gid", name, ...comment, ...home, name]);
  // Another start may have created it between our look-up and our attempt.
  const account = await lookUp(name);
  if (account) return account;
  throw new Error(
    `PostgreSQL does not run as root, and the account "${name}" to run it as could not be created: ` +
      `${(group.output + user.output).trim() || "useradd failed"}. Create it, run as an ordinary user, or set DATABASE_URL.`,
  );
}

/** Whether the account can go into a directory, or into the nearest part of its path that exists. */
export async function canEnter(account: Account | undefined, dir: string): Promise<boolean> {
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return canEnter(account, dirname(dir));
  if (!account) return true;
  // Asked of the system as that account, because mode bits alone miss ACLs and mounts.
  const entered = await run("/bin/sh", ["-c", 'cd -- "$1"', "sh", dir], { account });
  return entered.code === 0;
}
