create or replace function frescura.make_lookup(p_source_id bigint) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $make$
declare
  v_name text := format('frescura.%I', 'lookup_' || p_source_id);
  v_view_id bigint;
  v_lookup text;
  v_columns text;
  v_casts text;
  v_aliases text;
  v_nulls text;
begin
  select s.view_id, s.lookup into v_view_id, v_lookup from frescura.view_sources s where s.id = p_source_id;
  execute format('drop function if exists %s(text)', v_name);
  if v_lookup is null then
    return;
  end if;
  select string_agg(format('k%s %s', k.n, format_type(a.atttypid, -1)), ', ' order by k.n),
         string_agg(format('(x.k%s::%s)%s', k.n, format_type(a.atttypid, -1),
                           coalesce(' collate ' || nullif(a.attcollation, 0)::regcollation, '')), ', ' order by k.n),
         string_agg('k' || k.n, ', ' order by k.n),
         string_agg(format('null::%s%s', format_type(a.atttypid, -1),
                           coalesce(' collate ' || nullif(a.attcollation, 0)::regcollation, '')), ', ' order by k.n)
    into v_columns, v_casts, v_aliases, v_nulls
    from frescura.tracking t cross join lateral unnest(t.key_columns) with ordinality k (name, n)
    join pg_attribute a on a.attrelid = to_regclass(format('frescura.%I', 'ledger_' || t.view_id))
      and a.attname = 'k' || k.n
   where t.view_id = v_view_id;
  -- As many columns as the key has, and of types that can be it: nothing is read.
  execute format(E'select x.* from (\n%s\n) x union all select %s limit 0',
                 frescura.bind_lookup(v_lookup, 'null::text'), v_nulls);
  execute format(E'create function %s("frescura written key" text) returns table (%s) language sql stable rows 10 '
                 'begin atomic select %s from (\n%s\n) x (%s); end',
                 v_name, v_columns, v_casts, frescura.bind_lookup(v_lookup, '$1'), v_aliases);
  execute format('revoke all on function %s(text) from public', v_name);
  execute format('comment on function %s(text) is %L', v_name,
                 format('The lookup of source %s of view %s, as it was understood when it was tracked. Made by '
                        'frescura.make_lookup.', p_source_id, v_view_id));
end
$make$;

comment on function frescura.make_lookup(bigint) is
'Makes frescura.lookup_<id> of the lookup of a row of frescura.view_sources, or drops it where there is none: a '
'function whose body is parsed once, so that no name in it can come to mean something of ours, or another table or '
'column than the one that was meant; a renamed one is followed. Raises whatever is wrong with the lookup.';
