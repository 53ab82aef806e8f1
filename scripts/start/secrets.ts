import { randomBytes, randomInt } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { writePrivate } from "@/db/embedded/files";

/** What the embedded demo keeps to itself. */
export interface DemoSecrets {
  readonly NEXTAUTH_SECRET: string;
  readonly CRON_SECRET: string;
  /** The one password of all demo accounts. */
  readonly password: string;
}

/** The embedded demo's secrets, made once and kept beside its data, so that sessions outlive a restart. */
export function demoSecrets(dataDir: string): DemoSecrets {
  const path = `${dataDir}.secrets.json`;
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8"));
  const made: DemoSecrets = {
    NEXTAUTH_SECRET: randomBytes(48).toString("base64url"),
    CRON_SECRET: randomBytes(24).toString("base64url"),
    password: readablePassword(),
  };
  mkdirSync(dirname(dataDir), { recursive: true });
  writePrivate(path, `${JSON.stringify(made, null, 2)}\n`);
  return made;
}

// Without characters that look alike: people type this one off a screen.
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

function readablePassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return [group(), group(), group(), group()].join("-");
}
