create or replace function frescura.examine_hands() returns integer
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v record;
  v_changed boolean;
  v_count integer := 0;
begin
  for v in
    select f.view_id, f.view_oid, f.refresh_id, c.xmin::text as version, g.view_version, g.rows_affected,
           frescura.display_name(w.schema_name, w.view_name) as name
      from frescura.facts() f
      join frescura.views w on w.id = f.view_id
      join pg_class c on c.oid = f.view_oid
      join frescura.refresh_log g on g.id = f.refresh_id
     where f.touched
       and not exists (select from frescura.refresh_log n
                        where n.view_id = f.view_id and n.reason = 'refreshed_by_others'
                          and n.view_version = c.xmin::text and n.created_at > g.created_at)
  loop
    -- One that is refreshed just now is looked at the next time.
    continue when not frescura.try_lock(v.view_id);
    begin
      perform set_config('lock_timeout', '100ms', true);
      -- Rows that any refresh wrote are younger than the last of ours, or there are fewer of them.
      -- A managed table cannot be written by another hand (frescura.refuse_write), whatever was altered.
      execute case when frescura.managed_by(v.view_oid) is not null then 'select false' else
        format('select count(*) is distinct from $1 or coalesce(bool_or(age(r.xmin) < age($2)), false) from %s r',
               v.view_oid::regclass) end into v_changed using v.rows_affected, v.view_version::xid;
    exception when insufficient_privilege then
      v_changed := true;
    when lock_not_available then
      continue;
    end;
    if v_changed then
      insert into frescura.refresh_log (view_id, view_oid, view_name, status, reason, trigger_type, triggered_by,
                                        refresh_started_at, refresh_completed_at, refresh_duration_ms, data_as_of,
                                        view_version)
      values (v.view_id, v.view_oid, v.name, 'skipped', 'refreshed_by_others', 'manual', 'unknown', clock_timestamp(),
              clock_timestamp(), 0, '-infinity', v.version);
    else
      update frescura.refresh_log set view_version = v.version where id = v.refresh_id;
    end if;
    v_count := v_count + 1;
  end loop;
  return v_count;
end
$$;

comment on function frescura.examine_hands() is
'Looks at each view whose row in the catalog was written by another hand since its last good refresh. Where the rows '
'of the view are as they were (a grant, VACUUM FULL), it stands as before; where they are not, or may not be read, '
'somebody else refreshed it: that goes on record (skipped, refreshed_by_others), and from then on its age is unknown '
'until the next refresh. Reads the view once. Returns how many were looked at.';
