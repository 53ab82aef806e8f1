import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { aptInstall, canAptInstall } from "@/scripts/apt";

/** A program that a test wants and that does not come with the project. */
interface Program {
  name: string;
  /** Debian's package of it. */
  package: string;
  find(): string | undefined;
}

/** PgBouncer, the pooler. */
export const PGBOUNCER: Program = {
  name: "pgbouncer",
  package: "pgbouncer",
  find: () => onPath("pgbouncer"),
};

/** The library that gives a process another clock. */
export const LIBFAKETIME: Program = {
  name: "libfaketime",
  package: "faketime",
  find: () =>
    ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/local/lib"]
      .map((dir) => join(dir, "faketime", "libfaketimeMT.so.1"))
      .find(existsSync),
};

/** What reads systemd's units and calendars. */
export const SYSTEMD_ANALYZE: Program = {
  name: "systemd-analyze",
  package: "systemd",
  find: () => onPath("systemd-analyze"),
};

/** What the timers send their deliveries with. */
export const CURL: Program = { name: "curl", package: "curl", find: () => onPath("curl") };

/** The folder of a PostgreSQL that can load pg_cron. */
export const PG_CRON: Program = {
  name: "PostgreSQL with pg_cron",
  package: "postgresql-15-cron",
  find: () =>
    postgresqlDirs().find(
      (dir) => existsSync(join(dir, "..", "lib", "pg_cron.so")) && isProgram(join(dir, "initdb")),
    ),
};

/** The folder of a whole PostgreSQL: server, pg_basebackup and pg_dump of one version. */
export const POSTGRESQL: Program = {
  name: "PostgreSQL's server programs",
  package: "postgresql",
  find: () =>
    postgresqlDirs().find((dir) =>
      ["initdb", "pg_ctl", "pg_basebackup", "pg_dump"].every((name) => isProgram(join(dir, name))),
    ),
};

/**
 * Where a program is, for `describe.skipIf(!path)`. Root gets it installed and CI never goes without; an ordinary
 * developer is told what is skipped, and why.
 *
 * @throws Error in CI, where it is not there and cannot be installed
 */
export function locate(program: Program): string | undefined {
  const known = program.find();
  if (known) return known;
  if (canAptInstall()) aptInstall(program.package);
  const found = program.find();
  if (found) return found;
  const reason = `${program.name} was not found (Debian: apt-get install ${program.package})`;
  if (process.env.CI === "true") throw new Error(reason);
  console.warn(`skipped: ${reason}.`);
  return undefined;
}

function postgresqlDirs(): string[] {
  const homes = ["/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt"].flatMap((dir) =>
    existsSync(dir) ? readdirSync(dir).map((name) => join(dir, name, "bin")) : [],
  );
  try {
    return [execFileSync("pg_config", ["--bindir"], { encoding: "utf8" }).trim(), ...homes];
  } catch {
    return homes;
  }
}

function onPath(name: string): string | undefined {
  const dirs = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return dirs.map((dir) => join(dir, name)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
