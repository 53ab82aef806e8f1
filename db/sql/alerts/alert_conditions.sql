create or replace function frescura.alert_conditions()
returns table (view_id bigint, kind text, detail jsonb, lasting interval)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_kind record;
  v_failed text[] := '{}';
  v_codes text[] := '{}';
begin
  for v_kind in
    select p.proname as function_name, substr(p.proname, length('alert_when_') + 1) as name,
           coalesce('lasting' = any (p.proargnames), false) as has_to_last
      from pg_proc p
     where p.pronamespace = 'frescura'::regnamespace and starts_with(p.proname, 'alert_when_') and p.pronargs = 0
     order by p.proname
  loop
    begin
      return query execute format(
        'select c.view_id, %L::text, c.detail, %s from frescura.%I() c', v_kind.name,
        case when v_kind.has_to_last then 'c.lasting' else 'null::interval' end, v_kind.function_name);
    exception when others then
      -- One kind that cannot be judged must not stop the others.
      raise warning 'alerts of the kind "%" cannot be judged: %', v_kind.name, sqlerrm using errcode = sqlstate;
      v_failed := v_failed || v_kind.name;
      v_codes := v_codes || sqlstate;
    end;
  end loop;
  if v_failed <> '{}' then
    return query
    select null::bigint, 'unjudged', jsonb_build_object('kinds', v_failed, 'error_codes', v_codes), null::interval;
  end if;
end
$$;

comment on function frescura.alert_conditions() is
'What someone should know of now, per view (null: the whole), with facts in detail: what every function '
'frescura.alert_when_<kind>() of the schema finds, without parameters, as (view_id, detail) or (view_id, detail, '
'lasting); the condition is an alert once it has lasted for that long (null: at once). Kinds whose function fails are '
'warned of and told by a condition of the kind unjudged, with their names and SQLSTATEs; the others are judged.';
