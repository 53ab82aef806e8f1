create or replace function frescura.take_in() returns bigint
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
-- Whoever writes to the partition meanwhile is not to wait for long; the next look tries again.
set lock_timeout = '200ms'
as $$
declare
  v record;
  v_count bigint := 0;
begin
  for v in
    select s.id, s.view_id, format('%I.%I', s.source_schema, s.source_name) as name,
           s.view_key is not null or s.lookup is not null as tracked
      from frescura.view_sources s
      join pg_namespace n on n.nspname = s.source_schema
      join pg_class c on c.relnamespace = n.oid and c.relname = s.source_name and c.relkind in ('r', 'p')
     where c.relhassubclass
       -- A member with none of the triggers is new; one of which some are gone was changed by somebody.
       and exists (select from frescura.family(c.oid) m
                    where m <> c.oid and not exists (
                      select from pg_trigger g
                       where g.tgrelid = m and starts_with(g.tgname, 'frescura_capture_' || s.id || '_')))
       and not exists (select from frescura.family(c.oid) m join pg_class f on f.oid = m where f.relkind = 'f')
     order by s.id
  loop
    begin
      perform frescura.make_capture(v.id, p_enable => false);
      -- A partition can bring rows along, and may have been written to before: that takes a refresh.
      if v.tracked and not exists (select from frescura.refresh_triggers t
                                    where t.view_id = v.view_id and t.operation = 'request'
                                      and t.processed_at is null and t.xid = pg_current_xact_id()) then
        insert into frescura.refresh_triggers (view_id, source_table, operation, priority)
        values (v.view_id, v.name, 'request', 'normal');
      end if;
      v_count := v_count + 1;
    exception when others then
      -- One table's trouble is not that of the others; its views stay unknown.
      raise warning 'The new partitions of % could not be taken in: %', v.name, sqlerrm;
    end;
  end loop;
  return v_count;
end
$$;

comment on function frescura.take_in() is
'Makes the capture of partitions and children that a source was given since, and asks for a refresh of the views '
'tracked by it, which are unknown until then. Those of a family with foreign tables are left out. Returns how many '
'sources there were; what cannot be done is warned of. A step of frescura.upkeep_steps(), and done by an event trigger '
'where there is one (frescura.make_event_trigger).';
