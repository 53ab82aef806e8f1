import { withoutLogin } from "@/db/address";
import type { Env } from "@/server/env";

/** A demo account as the start prints it. */
export interface Account {
  readonly email: string;
  readonly role: string;
}

/** Tells a person where everything is, once it all runs. */
export function announce(
  running: { env: Env; demo?: { accounts: readonly Account[]; password: string }; seconds: string },
  write: (text: string) => void,
): void {
  const { env, demo, seconds } = running;
  const row = (name: string, value: string) => `  ${name.padEnd(10)} ${value}`;
  const accounts = demo?.accounts ?? [];
  const lines = [
    "",
    `Frescura is ready after ${seconds}.`,
    "",
    row("Open", env.NEXTAUTH_URL ?? `http://localhost:${env.PORT}`),
    ...accounts.map(({ email, role }, index) => row(index === 0 ? "Sign in" : "", `${email} (${role})`)),
    ...(demo && accounts.length > 0 ? [row("Password", demo.password)] : []),
    row("Database", env.EMBEDDED ? (env.DATABASE_URL ?? "") : withoutLogin(env.DATABASE_URL!)),
    row("Stop", "Ctrl-C"),
    "",
  ];
  write(`${lines.join("\n")}\n`);
}
