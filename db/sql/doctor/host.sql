create or replace function frescura.host()
returns table (fact text, severity text, finding text, cure text, detail jsonb)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  c_prefix constant text := 'host_';
  v_name text;
begin
  for v_name in
    select substr(p.proname, length(c_prefix) + 1) from pg_proc p
     where p.pronamespace = 'frescura'::regnamespace and starts_with(p.proname, c_prefix)
     order by p.proname
  loop
    begin
      return query execute format('select %L::text, f.severity, f.finding, f.cure, f.detail from frescura.%I() f',
                                  v_name, c_prefix || v_name);
    exception when others then
      -- One that cannot be asked here hides no other.
      return query values (v_name, 'info', format('This cannot be found out here: %s.', sqlerrm), null::text,
                           jsonb_build_object('code', 'unknown', 'error', sqlerrm));
    end;
  end loop;
end
$$;

comment on function frescura.host() is
'What this server and its host allow, and what follows from it: fact, severity (ok, info, warning, error), the finding '
'in English, its cure or the other way as SQL (null where nothing is lost; one that needs judgement begins with --), '
'and detail, in which code says which it is. A fact is a function frescura.host_<fact>; one that fails is told with '
'the code unknown. Whether a session hears notifications, the application adds.';
