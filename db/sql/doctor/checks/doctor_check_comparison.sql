create or replace function frescura.doctor_check_comparison(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'info', jsonb_build_object('columns', c.names),
         format('Verification cannot promise the order within %s: the definition gathers values without one.', c.names),
         '-- write the order into the definition: string_agg(... order by ...)'
    from frescura.tracking t cross join lateral frescura.locate(t.view_id) at
   cross join lateral (
     select string_agg(quote_ident(m.name), ', ' order by m.place) as names
       from frescura.comparison(at.view_oid, t.key_columns) m where m.manner = 'unordered') c
   where t.view_id = p_view_id and at.view_oid is not null and c.names is not null
$$;

comment on function frescura.doctor_check_comparison(bigint) is
'A check of frescura.doctor: whether a verification of a tracked view (id in frescura.views) can tell every '
'difference. detail: columns, those of which it cannot.';
