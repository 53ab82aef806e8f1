import type { Sql } from "@/db/client";

/** An attempt as a test invents it; moments in minutes before now. */
export interface InventedAttempt {
  /** Start of the refresh. */
  began: number;
  /** Its end; one second after its start where nothing is said. */
  ended?: number;
  status?: "completed" | "failed" | "skipped";
  reason?: string;
  code?: string;
  trigger?: string;
  /** Duration as logged, where it is to differ from the moments. */
  ms?: number;
}

/** Writes an attempt at a view into the log as if it had happened, and returns its id. */
export async function writeAttempt(sql: Sql, slug: string, attempt: InventedAttempt): Promise<number> {
  const { began, ended = began - 1 / 60, status = "completed", reason, code, trigger = "cron", ms } = attempt;
  const [row] = await sql<[{ id: number }]>`
    insert into frescura.refresh_log (view_id, view_oid, view_name, status, reason, error_code, trigger_type, triggered_by,
                                refresh_started_at, refresh_completed_at, created_at, refresh_duration_ms)
    select v.id, v.view_oid, v.view_name, ${status}, ${reason ?? null}, ${code ?? null}, ${trigger}, 'invented',
           now() - make_interval(secs => ${began * 60}), now() - make_interval(secs => ${ended * 60}),
           now() - make_interval(secs => ${began * 60}), ${ms ?? Math.round((began - ended) * 60_000)}
      from frescura.views v where v.slug = ${slug}
    returning id`;
  return row.id;
}
