create or replace function frescura.session_setting(p_type oid, p_way text) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  t pg_type;
  v_function oid;
begin
  select * into strict t from pg_type where oid = p_type;
  if t.typtype = 'd' then
    return frescura.session_setting(t.typbasetype, p_way);
  elsif t.typtype = 'c' then
    return (select min(frescura.session_setting(a.atttypid, p_way)) from pg_attribute a
             where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped);
  elsif t.typtype in ('r', 'm') then
    return (select frescura.session_setting(r.rngsubtype, p_way) from pg_range r
             where t.oid in (r.rngtypid, r.rngmultitypid));
  elsif t.typcategory = 'A' and t.typelem <> 0 then
    return frescura.session_setting(t.typelem, p_way);
  elsif t.typtype = 'e' then
    return null;
  elsif p_type in ('float4'::regtype, 'float8'::regtype, 'bytea'::regtype) then
    -- Immutable by name, and yet: what is read is the same whatever the setting, what is written is not.
    return case when p_way = 'in' then null when p_type = 'bytea'::regtype then 'bytea_output'
                else 'extra_float_digits' end;
  elsif p_way = 'json' and p_type in ('date'::regtype, 'timestamp'::regtype) then
    return null;
  end if;
  v_function := case when p_way = 'in' then t.typinput else t.typoutput end;
  if t.typtype = 'p' and p_type not in ('cstring'::regtype, 'void'::regtype, 'unknown'::regtype) then
    return 'record';
  elsif (select provolatile from pg_proc where oid = v_function) = 'i' then
    return null;
  end if;
  return case when p_type in ('timestamptz'::regtype, 'timetz'::regtype) then 'TimeZone'
              when p_type in ('date'::regtype, 'timestamp'::regtype, 'time'::regtype) then 'DateStyle'
              when p_type = 'interval'::regtype then 'IntervalStyle'
              when p_type = 'money'::regtype then 'lc_monetary'
              when t.typname like 'reg%' and t.oid < 16384 then 'search_path'
              else t.typname end;
end
$$;

comment on function frescura.session_setting(oid, text) is
'The setting of the session that decides how a value of a type (its oid) is written as text (way out) or as JSON '
'(json), or read from text (in); the name of the type where no setting can be named, record where its columns are not '
'known; null where it is the same in every session. An enum counts as such: its labels change by DDL only.';
