create or replace function frescura.pending_since(p_view_id bigint, p_since pg_snapshot, p_reason text)
returns table (known boolean, reason text, class text, currency text, transactions bigint, keys bigint, rows bigint,
               amount numeric, oldest_at timestamptz)
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_keys text;
  v_lookups text;
begin
  select string_agg('k' || n, ', ' order by n) into v_keys
    from frescura.tracking t, generate_subscripts(t.key_columns, 1) n where t.view_id = p_view_id;
  -- A row that is only joined touches as many keys as its lookup finds now.
  select string_agg(format(
           ' union all select "frescura written".class, "frescura written".currency, row(%1$s) '
           'from (select distinct p.class, p.currency, p.source_key from pending p where p.source_id = %2$s) '
           '"frescura written" cross join lateral (%3$s) x (%1$s)',
           v_keys, s.id, frescura.lookup_query(s.id, '"frescura written".source_key')), '' order by s.id)
    into v_lookups from frescura.view_sources s where s.view_id = p_view_id and s.lookup is not null;
  return query execute format($q$
    with pending as materialized (
      -- The latest note of a row tells its amount. A trigger of the customer's that writes the row again is noted
      -- before the write that set it off: since the row was deleted last, an update counts before the insert.
      select d.*, row_number() over (
               partition by d.source_id, d.source_key, d.only_one
               order by d.lives desc, case d.operation when 'u' then 0 when 'i' then 1 else 2 end, d.id desc) as latest
        from (
        select d.*, case when d.amount >= m.threshold then 'high_impact' else 'normal' end as class, o.only_one,
               w.id = m.id as counts,
               count(*) filter (where d.operation = 'd')
                 over (partition by d.source_id, d.source_key, o.only_one order by d.id) as lives
          from frescura.%2$I d join frescura.view_sources w on w.id = d.source_id
          -- What one more mapping of a source notes, its main one has noted, too: it adds keys and nothing else.
          join frescura.view_sources m on m.view_id = w.view_id and m.source_schema = w.source_schema
            and m.source_name = w.source_name and m.mapping = 'main'
         -- Rows without a key may be alike and yet be two.
         cross join lateral (select case when w.key_expression = 'r::text' then d.id end) o (only_one)
         where d.xid >= pg_snapshot_xmin($1) and not pg_visible_in_snapshot(d.xid, $1)) d
    ), touched as (
      select t.class, t.currency, count(distinct t.key) as keys
        from (select p.class, p.currency, row(%1$s) as key from pending p where p.k1 is not null%3$s) t group by 1, 2
    )
    select true, $2, p.class, p.currency, count(*) filter (where p.latest = 1 and p.counts),
           coalesce((select t.keys from touched t where t.class = p.class
                     and t.currency is not distinct from p.currency), 0),
           count(*), coalesce(sum(p.amount) filter (where p.latest = 1 and p.counts), 0), min(p.captured_at)
      from pending p group by p.class, p.currency order by p.class, p.currency$q$,
    v_keys, 'ledger_' || p_view_id, coalesce(v_lookups, ''))
    using p_since, p_reason;
end
$$;

comment on function frescura.pending_since(bigint, pg_snapshot, text) is
'What the ledger of a tracked view (id in frescura.views) holds that is not in a snapshot, as frescura.pending tells '
'it, with p_reason as its reason. Whether the ledger can be relied on is the caller''s to know.';
