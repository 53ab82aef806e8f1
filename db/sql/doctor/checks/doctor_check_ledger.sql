create or replace function frescura.doctor_check_ledger(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', jsonb_build_object('table', l.name),
         format('The ledger %s is gone, or lacks columns: no write can be recorded.', l.name),
         format('%sdrop table if exists %s; select frescura.make_ledger(%s, %L, %L); select frescura.make_live(%s); '
                'select * from frescura.refresh(%L);',
                coalesce('drop view ' || frescura.live_oid(v.id)::regclass || '; ', ''), l.name, v.id,
                at.view_oid::regclass::oid, t.key_columns, v.id, v.slug)
    from frescura.views v join frescura.tracking t on t.view_id = v.id cross join lateral frescura.locate(v.id) at
   cross join lateral format('frescura.%I', 'ledger_' || v.id) l (name)
   where v.id = p_view_id and at.view_oid is not null
     and (select count(*) from pg_attribute a join pg_class c on c.oid = a.attrelid
           where c.oid = to_regclass(l.name) and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
             and a.attname = any (array['xid', 'source_id', 'operation', 'source_key', 'amount', 'currency', 'whole']
                                  || array(select 'k' || n from generate_subscripts(t.key_columns, 1) n)))
         < 7 + cardinality(t.key_columns)
$$;

comment on function frescura.doctor_check_ledger(bigint) is
'A check of frescura.doctor: whether the ledger of a tracked view (id in frescura.views) is there, with its columns. '
'detail: table.';
