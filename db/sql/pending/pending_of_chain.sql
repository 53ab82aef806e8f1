create or replace function frescura.pending_of_chain(p_view_id bigint)
returns table (known boolean, reason text, class text, currency text, transactions bigint, keys bigint, rows bigint,
               amount numeric, oldest_at timestamptz)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select true, max(p.reason), p.class, p.currency, sum(p.transactions)::bigint, sum(p.keys)::bigint,
         sum(p.rows)::bigint, sum(p.amount), min(p.oldest_at)
    from frescura.locate(p_view_id) at
   cross join lateral frescura.last_good(p_view_id, at.view_oid) g
   cross join lateral jsonb_array_elements(g.lineage) s (step)
   cross join lateral frescura.pending_since((s.step ->> 'view_id')::bigint, (s.step ->> 'snapshot')::pg_snapshot,
                                             null) p
   where (s.step -> 'tables')::boolean
   group by p.class, p.currency
   order by p.class, p.currency
$$;

comment on function frescura.pending_of_chain(bigint) is
'What a view that reads nothing but tracked views (id in frescura.views; see frescura.chain_unknown) does not contain '
'yet, as frescura.pending tells it: what their ledgers hold that had not come through all steps at its last refresh. '
'keys are those of the lowest views. A write that comes by two of them counts for both.';
