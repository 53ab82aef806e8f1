import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Names a running process so that a later process with the same number is not mistaken for it.
 * Empty when it is gone. Where the start time cannot be read, the number alone has to do.
 */
export function processMark(pid: number): string {
  if (!isAlive(pid)) return "";
  try {
    // Field 22 of stat is the start time; the name in field 2 may hold blanks and brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return `${pid}:${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`;
  } catch {
    return `${pid}`;
  }
}

/** Whether the process that left this mark still runs. */
export function isMarkAlive(mark: string): boolean {
  return mark !== "" && processMark(Number(mark.split(":")[0])) === mark;
}

/** Whether any process has this number, ours to signal or not. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The mark in a file, or nothing when there is no such file. */
export function readMark(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}

const LOCK_WAIT_MS_MAX = 120_000;

/**
 * Runs `work` while no other process does so under the same lock file; a dead holder's lock is void.
 *
 * @param waitMsMax how long to wait for another process
 * @throws Error naming the process that still holds the lock then
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  waitMsMax = LOCK_WAIT_MS_MAX,
): Promise<T> {
  const mine = processMark(process.pid);
  const giveUpAt = Date.now() + waitMsMax;
  while (!tryLock(path, mine)) {
    const holder = readMark(path);
    // An empty file is one whose holder is about to write its mark.
    if (holder !== "" && !isMarkAlive(holder)) rmSync(path, { force: true });
    if (Date.now() > giveUpAt) {
      throw new Error(
        `Another start (process ${holder.split(":")[0]}) holds ${path}. End it, or remove that file.`,
      );
    }
    await sleep(50);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function tryLock(path: string, mark: string): boolean {
  try {
    writeFileSync(path, mark, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
