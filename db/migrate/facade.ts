import type { Transaction } from "../client";
import { type SqlFile, sqlFiles } from "./objects";

/** How every comment on an object of the façade begins: by it ours is known from somebody else's. */
const MARK = "Frescura:";

/**
 * Makes the names of the contract in `public`, as views and wrappers. One that is taken by somebody else's object is
 * left out and said; the setting `facade` = "off" leaves out all of them.
 */
export async function applyFacade(tx: Transaction, say: (line: string) => void): Promise<void> {
  const [setting] = await tx<{ value: unknown }[]>`select value from frescura.settings where key = 'facade'`;
  if (setting?.value === "off") {
    say("The names of the contract in schema public are left out: the setting facade is off.");
    return;
  }
  for (const file of await sqlFiles("facade")) {
    const owner = await takenBy(tx, file);
    if (owner) {
      say(`public.${file.name} is left out: the name is taken by ${owner}. Use schema frescura instead.`);
      continue;
    }
    await tx.unsafe(file.text);
  }
}

/** Sets that no name of the contract is made in `public`. */
export async function leaveFacadeOut(tx: Transaction): Promise<void> {
  await tx`
    insert into frescura.settings (key, value) values ('facade', '"off"')
    on conflict (key) do update set value = excluded.value`;
}

/** What stands under the name and is not ours, in words; null where the name is free, or holds ours. */
async function takenBy(tx: Transaction, { name, text }: SqlFile): Promise<string | null> {
  const [row] = /^create or replace view/m.test(text)
    ? await tx<{ what: string }[]>`
        select 'a relation of ' || pg_get_userbyid(relowner) as what from pg_class
         where oid = to_regclass(format('public.%I', ${name}::text))
           and coalesce(obj_description(oid, 'pg_class'), '') not like ${`${MARK}%`}`
    : await tx<{ what: string }[]>`
        select 'a function of ' || pg_get_userbyid(proowner) as what from pg_proc
         where pronamespace = 'public'::regnamespace and proname = ${name}
           and coalesce(obj_description(oid, 'pg_proc'), '') not like ${`${MARK}%`} limit 1`;
  return row?.what ?? null;
}
