create or replace function frescura.rows_a_day(
  p_view_id bigint default null, p_at timestamptz default clock_timestamp())
returns table (view_id bigint, rows bigint)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select h.view_id, sum(h.rows)::bigint from frescura.write_history h
    join frescura.view_sources s on s.id = h.source_id and s.mapping = 'main'
   where (p_view_id is null or h.view_id = p_view_id) and h.at > p_at - interval '1 day' and h.at <= p_at
   group by h.view_id
$$;

comment on function frescura.rows_a_day(bigint, timestamptz) is
'How many rows were written to the sources of each tracked view, or of one (id in frescura.views), in the day before '
'a moment, from frescura.write_history: what waits in a ledger still is not in it.';
