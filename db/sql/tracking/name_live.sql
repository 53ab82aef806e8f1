create or replace function frescura.name_live(p_view_id bigint, p_name text default null) returns text
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_place record;
  v_now text;
  v_name text;
begin
  if p_name = '' or octet_length(p_name) > 63 then
    raise exception 'a name has 1 to 63 bytes, not %', octet_length(p_name)
      using errcode = 'invalid_name', column = 'live';
  end if;
  select * into v_place from frescura.live_place(p_view_id, p_name);
  v_name := format('%I.%I', v_place.schema_name, v_place.live_name);
  if v_place.taken_by is not null then
    raise exception 'the live view cannot be called %: that is %', v_name, v_place.taken_by
      using errcode = 'duplicate_table', column = 'live',
            hint = format('It stays as it is. Choose another name, such as %s.', v_place.suggestion);
  end if;
  select c.relname into v_now from pg_class c where c.oid = v_place.live_oid;
  if v_now <> v_place.live_name then
    execute format('alter view %I.%I rename to %I', v_place.schema_name, v_now, v_place.live_name);
  end if;
  update frescura.tracking set live_view = v_name where view_id = p_view_id and live_view <> v_name;
  return v_name;
end
$$;

comment on function frescura.name_live(bigint, text) is
'Under which name the live view of a tracked view (id in frescura.views) stands or is to be made, as SQL writes it; '
'with p_name it is renamed, or made under that. Raises duplicate_table naming what has the name and is not ours, with '
'a name that is free.';
