import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Whether packages can be installed here: root on Debian or a relative of it. */
export function canAptInstall(): boolean {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

/** Installs a Debian package. Its mirrors fail now and then: everything is tried twice. */
export function aptInstall(name: string): void {
  // A fresh container has no package lists; without them every name is unknown.
  twice("update");
  twice("install", "-y", "--no-install-recommends", name);
}

function twice(...args: string[]): void {
  if (aptGet(args) || aptGet(args)) return;
  throw new Error(`apt-get ${args.join(" ")} failed twice; its own words stand above.`);
}

function aptGet(args: string[]): boolean {
  // Another worker or the system's own upgrade may hold the lock.
  const ran = spawnSync("apt-get", ["-q", "-o", "DPkg::Lock::Timeout=300", ...args], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  return ran.status === 0;
}
