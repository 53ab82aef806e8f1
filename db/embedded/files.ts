import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { type Account, isRoot } from "./account";

/** What stands beside a data directory; inside it PostgreSQL is at home. */
export function siblings(dataDir: string) {
  return {
    password: `${dataDir}.password`,
    log: `${dataDir}.log`,
    lock: `${dataDir}.lock`,
    owner: `${dataDir}.owner`,
  };
}

/** Makes the folder that holds the data directory: closed to others unless another account must pass through. */
export function makeHome(dataDir: string): void {
  mkdirSync(dirname(dataDir), { recursive: true, mode: isRoot() ? 0o755 : 0o700 });
}

/** Writes a file for its owner's eyes only, whole or not at all. */
export function writePrivate(path: string, text: string): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, path);
}

/** The superuser's password, made at the first start. */
export function superuserPassword(dataDir: string): string {
  const { password } = siblings(dataDir);
  if (existsSync(password)) return readFileSync(password, "utf8").trim();
  if (existsSync(join(dataDir, "PG_VERSION"))) {
    throw new Error(
      `${password} is missing, so nobody can sign in to the database in ${dataDir}. Put it back, or remove both to begin anew.`,
    );
  }
  const made = randomBytes(24).toString("base64url");
  writePrivate(password, `${made}\n`);
  return made;
}

const LOG_BYTES_MAX = 10 * 1024 * 1024;

/** Prepares the server's log, one earlier one kept; returns its path and its length so far. */
export function prepareLog(dataDir: string, account: Account | undefined): { path: string; length: number } {
  const { log: path } = siblings(dataDir);
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES_MAX) renameSync(path, `${path}.1`);
  writeFileSync(path, "", { flag: "a", mode: 0o640 });
  chmodSync(path, 0o640);
  if (account) chownSync(path, account.uid, account.gid);
  return { path, length: statSync(path).size };
}
