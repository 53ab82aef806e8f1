import type { Row } from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { Sql } from "@/db/client";
import { createDatabase, type TestDatabase } from "./database";
import { type Session, Sessions } from "./sessions";
import { underway, until } from "./wait";

const MAKE = `
  create table sale (id int primary key, amount numeric not null, country text);
  insert into sale values (1, 10, 'MX'), (2, 20, 'ES');
  create materialized view report as select id, amount from sale;
  create unique index report_key on report (id);
  select frescura.register('report');
  -- A refresh that waits at a gate waits for a lock; how long a busy machine takes must not end it.
  update frescura.views set lock_timeout_ms = 300000 where slug = 'report';
  select frescura.watch('report', 'sale', 'amount', 10000, 'id')`;

/** A view `report` over a table `sale` whose sales from 10,000 on are events, made anew for each test of a file. */
export class Report {
  private database?: TestDatabase;
  private open?: Sessions;

  /** Registers the hooks that make and remove it; call it at the top of a test file. */
  static use(): Report {
    const report = new Report();
    beforeAll(async () => {
      report.database = await createDatabase();
    });
    beforeEach(async () => {
      report.open = new Sessions(report.database!.url);
      await report.sql.unsafe(MAKE);
    });
    afterEach(() => report.clear());
    afterAll(() => report.database!.drop());
    return report;
  }

  get sql(): Sql {
    return this.database!.sql;
  }
  get url(): string {
    return this.database!.url;
  }
  get sessions(): Sessions {
    return this.open!;
  }

  /** A session of its own. */
  session(): Promise<Session> {
    return this.sessions.start();
  }

  /** Asks for a refresh of a view; the query is sent at once, whether or not anyone awaits it. */
  refresh({ sql }: { sql: Sql } = this, trigger = "cron", view = "report"): Promise<Row> {
    return underway(sql`call frescura.refresh_tracked(${view}, ${trigger}, 'test')`.then(([row]) => row!));
  }

  /** The attempts at a view, oldest first. */
  async log(view = "report"): Promise<Row[]> {
    return [
      ...(await this.sql`
        select l.* from frescura.refresh_log l join frescura.views v on v.id = l.view_id where v.slug = ${view} order by l.id`),
    ];
  }

  async lastOf(view = "report"): Promise<Row> {
    return (await this.log(view)).at(-1)!;
  }

  /** What became of the events of a view, oldest first. */
  async events(view = "report"): Promise<Row[]> {
    return [
      ...(await this.sql`
        select source_key as key, attempts, refresh_id, processed_at is not null as done, dead_letter_at is not null as aside
          from frescura.refresh_triggers t join frescura.views v on v.id = t.view_id where v.slug = ${view} order by t.id`),
    ];
  }

  private async clear(): Promise<void> {
    await this.sessions.end();
    await until("the sessions are gone", async () => {
      const left = await this.sql`
        select from pg_stat_activity where application_name = 'frescura tests session' and datname = current_database()`;
      return left.length === 0;
    });
    await this.sql.unsafe(`
      drop table if exists sale cascade; drop materialized view if exists report, other, third cascade; delete from frescura.views where slug <> 'universal-transactions';
      truncate frescura.capture_failures`);
  }
}
