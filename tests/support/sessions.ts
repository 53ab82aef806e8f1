import { connect, type Sql } from "@/db/client";
import { backendPid } from "./wait";

/** A connection of its own. */
export interface Session {
  sql: Sql;
  pid: number;
}

/** Connections of one test, each a session of its own that may be blocked or killed. */
export class Sessions {
  private readonly open: Sql[] = [];

  constructor(private readonly url: string) {}

  async start(): Promise<Session> {
    const sql = connect(this.url, "frescura tests session", 1);
    this.open.push(sql);
    return { sql, pid: await backendPid(sql) };
  }

  /** Closes them all, whatever they are doing. */
  async end(): Promise<void> {
    await Promise.all(this.open.splice(0).map((sql) => sql.end({ timeout: 0 })));
  }
}

/**
 * Lets a test hold a refresh in its middle: a view that calls `gate()` waits while the gate is shut.
 * Advisory locks order the sessions, so that no test depends on how long anything takes.
 */
export class Gate {
  private constructor(private readonly keeper: Session) {}

  static async make(sessions: Sessions): Promise<Gate> {
    const keeper = await sessions.start();
    await keeper.sql.unsafe(`
      create or replace function public.gate() returns boolean language plpgsql volatile as $$
      begin
        perform pg_catalog.pg_advisory_lock_shared(4242);
        return pg_catalog.pg_advisory_unlock_shared(4242);
      end $$`);
    return new Gate(keeper);
  }

  async shut(): Promise<void> {
    await this.keeper.sql`select pg_advisory_lock(4242)`;
  }

  async lift(): Promise<void> {
    await this.keeper.sql`select pg_advisory_unlock(4242)`;
  }
}

/** Whether a materialized view holds exactly what its definition gives now; rows that are missing or too many. */
export async function difference(sql: Sql, view: string): Promise<{ missing: number; surplus: number }> {
  const [definition] = await sql<
    { text: string }[]
  >`select rtrim(pg_get_viewdef(${view}::regclass), '; ') as text`;
  const query = definition!.text;
  const [row] = await sql.unsafe<{ missing: number; surplus: number }[]>(`
    select (select count(*) from ((${query}) except all (select * from ${view})) m) as missing,
           (select count(*) from ((select * from ${view}) except all (${query})) s) as surplus`);
  return { missing: row!.missing, surplus: row!.surplus };
}

/** What {@link difference} gives for a view that is as of now. */
export const NONE = { missing: 0, surplus: 0 };
