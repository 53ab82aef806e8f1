import type { Sql } from "@/db/client";

/** How the audit log fails: it refuses what is inserted, or its session dies once that stands, before the commit. */
export type AuditFault = "refuses" | "dies";

const FAULTS: Record<AuditFault, { when: string; does: string }> = {
  refuses: { when: "before", does: "raise exception 'the audit log is full'" },
  dies: { when: "after", does: "perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1)" },
};

/** Lets every audit event fail from now on; call what it returns to end that. */
export async function breakAuditLog(sql: Sql, fault: AuditFault): Promise<() => Promise<void>> {
  const { when, does } = FAULTS[fault];
  await sql.unsafe(`
    create function audit_fault() returns trigger language plpgsql as $$ begin ${does}; return new; end $$;
    create trigger audit_fault ${when} insert on frescura.audit_log for each row execute function audit_fault()`);
  return async () => {
    await sql`drop function audit_fault() cascade`;
  };
}

/** All that is kept in a database and could be changed by an act: rows but those of the audit log, and objects. */
export async function stateOf(sql: Sql): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema|drizzle)' and c.relname not like '%audit_log'
     order by 1`;
  const state: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await sql.unsafe<[{ rows: string }]>(
      `select coalesce(string_agg(t::text, e'\\n' order by t::text), '') as rows from ${name} t`,
    );
    state[name] = row.rows;
  }
  const [{ objects }] = await sql<[{ objects: string }]>`
    select (select string_agg(tgname || tgrelid::regclass, ' ' order by oid) from pg_trigger where tgname <> 'audit_fault')
           || (select string_agg(proname, ' ' order by oid) from pg_proc where oid > 16384 and proname <> 'audit_fault')
           || (select string_agg(relname, ' ' order by oid) from pg_class where oid > 16384 and relkind in ('r', 'v', 'm')) as objects`;
  return { ...state, objects };
}

/** How many events the audit log holds. */
export async function auditCount(sql: Sql): Promise<number> {
  const [{ count }] = await sql<[{ count: number }]>`select count(*) as count from frescura.audit_log`;
  return count;
}
