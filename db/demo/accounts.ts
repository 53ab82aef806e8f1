import { hash } from "@node-rs/argon2";
import type { TransactionSql } from "postgres";

/** A demo account, as the start prints it. */
export interface DemoAccount {
  email: string;
  role: string;
}

const ACCOUNTS = [
  { email: "ceo@frescura.demo", role: "ceo", name: "Dirección general (demo)" },
  { email: "cfo@frescura.demo", role: "cfo", name: "Finanzas (demo)" },
  { email: "ops@frescura.demo", role: "ops", name: "Operaciones (demo)" },
  { email: "admin@frescura.demo", role: "admin", name: "Administración (demo)" },
] as const;

/** OWASP's least for argon2id, as for any account; the hash carries its parameters. */
const HASHING = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Creates the demo's accounts, all with the same password. */
export async function createAccounts(tx: TransactionSql, password: string): Promise<void> {
  for (const account of ACCOUNTS) {
    await tx`insert into frescura.users ${tx({ ...account, password_hash: await hash(password, HASHING) })}`;
  }
}

/** The demo's accounts that are still there and may sign in. */
export async function readAccounts(tx: TransactionSql): Promise<DemoAccount[]> {
  const rows = await tx<DemoAccount[]>`
    select email, role from frescura.users
     where email in ${tx(ACCOUNTS.map(({ email }) => email))} and disabled_at is null order by id`;
  return [...rows];
}
