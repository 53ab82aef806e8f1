import { z } from "zod";
import { one } from "@/db/rows";
import type { MetricQuery } from "./range";

const row = z.object({ low: z.int().nullable(), high: z.int().nullable() });

/** Between which durations, in milliseconds, four of five completed refreshes lie; null for fewer than five. */
export const usual: MetricQuery<"usual_ms"> = async (sql, { slug, from, to }) => {
  const { low, high } = await one(
    row,
    sql`
    select case when count(*) >= 5 then percentile_disc(0.1) within group (order by l.refresh_duration_ms) end as low,
           case when count(*) >= 5 then percentile_disc(0.9) within group (order by l.refresh_duration_ms) end as high
      from frescura.refresh_log l
     where l.view_id = (select v.id from frescura.views v where v.slug = ${slug}) and l.status = 'completed'
       and l.refresh_started_at >= ${from}::timestamptz and l.refresh_started_at <= ${to}::timestamptz`,
  );
  return low === null || high === null ? null : { low, high };
};
