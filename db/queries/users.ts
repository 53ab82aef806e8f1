import type { Sql } from "@/db/client";
import type { User } from "@/lib/contract/access";
import type { Role } from "@/lib/roles";
import { isoMoments } from "./moments";

/** An account with the hash of its password. */
export interface Account {
  id: number;
  email: string;
  name: string;
  role: Role;
  password_hash: string;
  disabled: boolean;
}

/** The account with an address, without regard to case. */
export async function accountByEmail(sql: Sql, email: string): Promise<Account | undefined> {
  const [row] = await sql<Account[]>`
    select id, email, name, role, password_hash, disabled_at is not null as disabled
      from frescura.users where lower(email) = lower(${email})`;
  return row;
}

/** The account with an id. */
export async function accountById(sql: Sql, id: number): Promise<Account | undefined> {
  const [row] = await sql<Account[]>`
    select id, email, name, role, password_hash, disabled_at is not null as disabled
      from frescura.users where id = ${id}`;
  return row;
}

/**
 * Makes an account.
 *
 * @returns undefined when the address is taken
 */
export async function insertUser(
  sql: Sql,
  account: { email: string; name: string; role: Role; passwordHash: string },
): Promise<User | undefined> {
  const [row] = await sql<User[]>`
    insert into frescura.users (email, name, role, password_hash)
    values (${account.email}, ${account.name}, ${account.role}, ${account.passwordHash})
    on conflict (lower(email)) do nothing
    returning id, email, name, role, created_at, disabled_at`;
  return row && isoMoments(row);
}

/** The last open account of an admin must stay one. */
export class LastAdmin extends Error {
  override readonly name = "LastAdmin";
}

/** All accounts, in the order of their addresses, closed ones too. */
export async function allUsers(sql: Sql): Promise<User[]> {
  const rows = await sql<User[]>`
    select id, email, name, role, created_at, disabled_at from frescura.users order by lower(email)`;
  return rows.map(isoMoments);
}

/**
 * Changes an account; what is left out stays.
 *
 * @returns undefined when there is no such account
 * @throws LastAdmin when nobody would be left who may change settings
 */
export async function changeUser(
  sql: Sql,
  id: number,
  {
    name = null,
    role = null,
    disabled = null,
  }: { name?: string | null; role?: Role | null; disabled?: boolean | null },
): Promise<User | undefined> {
  try {
    const [row] = await sql<User[]>`
      update frescura.users
         set name = coalesce(${name}, name), role = coalesce(${role}, role),
             disabled_at = case ${disabled}::boolean when true then coalesce(disabled_at, clock_timestamp())
                                when false then null else disabled_at end
       where id = ${id}
      returning id, email, name, role, created_at, disabled_at`;
    return row && isoMoments(row);
  } catch (error) {
    if ((error as { code?: string }).code !== "23001") throw error;
    throw new LastAdmin("Nobody would be left who may change settings.", { cause: error });
  }
}

/** Gives an account another password; undefined when there is no such account. */
export async function setPasswordHash(sql: Sql, id: number, hash: string): Promise<User | undefined> {
  const [row] = await sql<User[]>`
    update frescura.users set password_hash = ${hash} where id = ${id}
    returning id, email, name, role, created_at, disabled_at`;
  return row && isoMoments(row);
}
