create or replace function frescura.fold_writes(p_view_id bigint) returns text
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select format($q$
    insert into frescura.write_history as h (view_id, at, source_id, currency, rows, keys, amount, high_impact)
    select %1$s, w.at, w.source_id, w.currency, count(*), max(k.keys), coalesce(sum(w.amount) filter (where w.main), 0),
           count(*) filter (where w.main and w.amount >= w.threshold)
      from (
        -- A row of a source that touches several keys is one row; what one more mapping notes has no amount.
        select frescura.five_minutes(g.captured_at) as at, g.source_id, coalesce(g.currency, '') as currency,
               coalesce(s.mapping = 'main', true) as main,
               coalesce(s.threshold, frescura.setting('high_impact_amount')::numeric) as threshold,
               (array_agg(g.amount order by g.id desc))[1] as amount
          from gone g
          left join frescura.view_sources s on s.id = g.source_id
         group by g.xid, g.source_id, g.source_key, g.operation, 1, 3, s.mapping, s.threshold,
                  -- Rows without a key may be alike and yet be two.
                  case when g.source_key is null or s.key_expression = 'r::text' then g.id end) w
      join (
        select frescura.five_minutes(g.captured_at) as at, g.source_id, coalesce(g.currency, '') as currency,
               count(distinct row(%2$s)) filter (where g.k1 is not null) as keys
          from gone g group by 1, 2, 3) k using (at, source_id, currency)
     group by w.at, w.source_id, w.currency
     order by w.at, w.source_id, w.currency
    on conflict (view_id, at, source_id, currency) do update
       set rows = h.rows + excluded.rows, keys = h.keys + excluded.keys, amount = h.amount + excluded.amount,
           high_impact = h.high_impact + excluded.high_impact$q$,
    p_view_id, (select string_agg('g.k' || n, ', ' order by n)
                  from frescura.tracking t, generate_subscripts(t.key_columns, 1) n where t.view_id = p_view_id))
$$;

comment on function frescura.fold_writes(bigint) is
'The statement that adds rows of the ledger of a view (id in frescura.views), given as gone, to '
'frescura.write_history. For frescura.prune_ledger.';
