import { asc, eq, sql } from "drizzle-orm";
import type { Executor, Transaction } from "@/db/client";
import { orm } from "@/db/orm";
import { orRefuse, raised } from "@/db/refusal";
import { usersTable } from "@/db/schema/access";
import type { User } from "@/lib/contract/access";
import type { Role } from "@/lib/roles";

/** An account with the hash of its password. */
export interface Account {
  id: number;
  email: string;
  name: string;
  role: Role;
  groups: string[];
  password_hash: string;
  /** Whom an OpenID provider knows it by. */
  subject: string | null;
  disabled: boolean;
}

const { id, email, name, role, groups, createdAt: created_at, disabledAt: disabled_at } = usersTable;

/** By `frescura.keep_admin`. */
const REFUSALS = raised({ "23001": "last_admin" });

/** What of an account anybody may be told. */
const TOLD = { id, email, name, role, groups, created_at, disabled_at };

const WHOLE = {
  ...{ id, email, name, role, groups },
  password_hash: usersTable.passwordHash,
  subject: usersTable.subject,
  disabled: sql<boolean>`${disabled_at} is not null`,
};

/** The account with an address, without regard to case. */
export async function accountByEmail(executor: Executor, address: string): Promise<Account | undefined> {
  const [account] = await orm(executor)
    .select(WHOLE)
    .from(usersTable)
    .where(eq(sql`lower(${email})`, sql`lower(${address})`));
  return account;
}

/** The account with an id. */
export async function accountById(executor: Executor, wanted: number): Promise<Account | undefined> {
  const [account] = await orm(executor).select(WHOLE).from(usersTable).where(eq(id, wanted));
  return account;
}

/** The account that an OpenID provider knows by a subject. */
export async function accountBySubject(executor: Executor, subject: string): Promise<Account | undefined> {
  const [account] = await orm(executor).select(WHOLE).from(usersTable).where(eq(usersTable.subject, subject));
  return account;
}

/** Gives an account to an OpenID provider, which takes the place of its password. */
export async function linkSubject(
  tx: Transaction,
  wanted: number,
  { subject, passwordHash }: { subject: string; passwordHash: string },
): Promise<void> {
  await orm(tx).update(usersTable).set({ subject, passwordHash }).where(eq(id, wanted));
}

/**
 * Makes an account.
 *
 * @returns undefined when the address is taken
 */
export async function insertUser(
  tx: Transaction,
  account: {
    email: string;
    name: string;
    role: Role;
    groups?: string[];
    passwordHash: string;
    subject?: string;
  },
): Promise<User | undefined> {
  const [user] = await orm(tx).insert(usersTable).values(account).onConflictDoNothing().returning(TOLD);
  return user;
}

/** All accounts, in the order of their addresses, closed ones too. */
export async function allUsers(executor: Executor): Promise<User[]> {
  return await orm(executor)
    .select(TOLD)
    .from(usersTable)
    .orderBy(asc(sql`lower(${email})`));
}

/**
 * Changes an account; what is left out stays.
 *
 * @returns undefined when there is no such account
 * @throws Refusal last_admin when nobody would be left who may change settings
 */
export async function changeUser(
  tx: Transaction,
  wanted: number,
  { disabled, ...change }: { name?: string; role?: Role; groups?: string[]; disabled?: boolean },
): Promise<User | undefined> {
  const closed = disabled ? sql`coalesce(${disabled_at}, clock_timestamp())` : null;
  const disabledAt = disabled === undefined ? undefined : closed;
  const [user] = await orRefuse(REFUSALS, async () =>
    orm(tx)
      .update(usersTable)
      .set({ ...change, disabledAt })
      .where(eq(id, wanted))
      .returning(TOLD),
  );
  return user;
}

/** Gives an account another password; undefined when there is no such account. */
export async function setPasswordHash(
  tx: Transaction,
  wanted: number,
  passwordHash: string,
): Promise<User | undefined> {
  const [user] = await orm(tx).update(usersTable).set({ passwordHash }).where(eq(id, wanted)).returning(TOLD);
  return user;
}
