create or replace function frescura.trial(p_view_id bigint, p_source regclass, p_choice boolean default null)
returns jsonb
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view oid := (select at.view_oid from frescura.locate(p_view_id) at);
  v_reason text := frescura.trial_hindrance(p_view_id, p_source, p_choice);
  v_until timestamptz := clock_timestamp() + frescura.setting_or('trial_time', '2 seconds')::interval;
  v_before text := format('trial_%s', pg_backend_pid());
  v_keys text;
  v_definition text;
  v_query text;
  v_row_key text;
  v_carried boolean;
  v_since pg_snapshot;
  v_found jsonb;
  v_again jsonb;
  v_differences jsonb := '[]';
  v_writes integer := 0;
  v_skipped integer := 0;
  v_early boolean := false;
  v_error text;
  s record;
begin
  if v_reason is null then
    begin
      -- Short: whoever writes to these rows waits for it, and it waits for nobody.
      perform set_config('lock_timeout', frescura.setting('trial_lock'), true),
              -- Rows in the same order each time, or sums of floats would differ.
              set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true),
              set_config('synchronize_seqscans', 'off', true);
      set constraints all immediate;
      execute format('delete from frescura.%I where xid = pg_current_xact_id()', 'ledger_' || p_view_id);
      -- Whatever this transaction notes from here on is not in it.
      v_since := format('%1$s:%1$s:', pg_current_xact_id());
      select string_agg(format('q.%I as k%s', k.name, k.n), ', ' order by k.n) into v_keys
        from frescura.tracking t cross join lateral unnest(t.key_columns) with ordinality k (name, n)
       where t.view_id = p_view_id;
      v_definition := format('select %s, to_jsonb(q.*) as content from (%s) q', v_keys, frescura.definition(v_view));
      v_query := frescura.trial_query(p_view_id, v_view, v_before, v_since);
      execute format('create table frescura.%I as %s', v_before, v_definition);
      select coalesce(w.key_expression, 'r::text') into v_row_key from frescura.view_sources w
       where w.view_id = p_view_id and w.mapping = 'main'
         and to_regclass(format('%I.%I', w.source_schema, w.source_name)) = p_source;
      -- What a foreign key carries on to a table that is not tracked yet is no fault of this mapping.
      v_carried := exists (
        select from frescura.cascade_tables(p_source) c
          join frescura.base_relations(v_view) b on c in (select frescura.family(b.relation))
         where not exists (select from frescura.view_sources w
                            where w.view_id = p_view_id and (w.view_key is not null or w.lookup is not null)
                              and c in (select frescura.family(to_regclass(format('%I.%I', w.source_schema,
                                                                                  w.source_name))))));
      for s in
        with sample as materialized (
          select * from frescura.trial_sample(p_source, frescura.setting_or('trial_rows', '3')::integer, v_row_key)
        ), wanted as materialized (
          select * from frescura.trial_columns(v_view, p_source)
        )
        select m.place, m.other_place, m.source_key, k.kind, k.name, k.to_null,
               row_number() over (partition by m.place order by k.rank, k.name, k.to_null) as n
          from sample m
         cross join lateral (
           select 'delete' as kind, null as name, null::boolean as to_null, 0 as rank where not v_carried
           union all select 'insert', null, null, 1 where not v_carried
           union all
           select 'update', c.name, z.to_null, 2 from wanted c cross join (values (false), (true)) z (to_null)
            where (c.may_be_null or not z.to_null) and not (v_carried and c.is_referenced)) k
         where has_table_privilege(p_source, k.kind)
         order by n, m.place
      loop
        if clock_timestamp() > v_until then
          v_early := true;
          exit;
        end if;
        v_found := null;
        begin
          if s.kind = 'insert' then
            execute format('create table frescura.%I as select * from %s where %s', v_before || '_row', p_source,
                           s.place);
            perform frescura.trial_write(p_source, 'delete', s.place);
            execute format('delete from frescura.%I', v_before);
            execute format('insert into frescura.%I %s', v_before, v_definition);
            execute format('delete from frescura.%I where xid = pg_current_xact_id()', 'ledger_' || p_view_id);
          end if;
          if frescura.trial_write(p_source, s.kind, case s.kind when 'insert' then v_before || '_row' else s.place end,
                                  s.name, case when not s.to_null then s.other_place end) > 0 then
            if exists (select from frescura.capture_failures f where f.xid = pg_current_xact_id()) then
              raise exception 'the write could not be captured' using errcode = 'FRNOT';
            end if;
            execute v_query into v_found using 3;
          end if;
          raise exception using errcode = 'FRUND';
        exception when sqlstate 'FRUND' then
          v_writes := v_writes + (v_found is not null)::integer;
        when others then
          if sqlstate ~ '^(42|XX)' and sqlstate <> '42501' then
            raise;
          end if;
          -- A constraint, a trigger or a lock of somebody else's: no fault of the mapping.
          v_skipped := v_skipped + 1;
        end;
        if v_found <> '[]' then
          -- What differs without the write, too, somebody else has written meanwhile.
          execute v_query into v_again using 1000;
          v_found := (select coalesce(jsonb_agg(f), '[]') from jsonb_array_elements(v_found) f
                       where not exists (select from jsonb_array_elements(v_again) a where a -> 'key' = f -> 'key'));
          v_differences := v_differences || (
            select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('write', s.kind, 'column', s.name))
                                      || jsonb_build_object('row', s.source_key) || f), '[]')
              from jsonb_array_elements(v_found) f);
        end if;
      end loop;
      raise exception using errcode = 'FRUND';
    exception when sqlstate 'FRUND' then
      null;
    when others then
      v_reason := case when sqlstate = '55P03' then 'locked' when sqlstate = '42501' then 'no_right' else 'failed' end;
      v_error := case when v_reason = 'failed' then sqlerrm end;
    end;
  end if;
  return jsonb_build_object('state', case when v_reason is null then 'done' else 'not_run' end,
    'reason', coalesce(v_reason, case when exists (
      select from frescura.mapping_gaps(p_view_id) g where g.source = frescura.family_head(p_source))
      then 'mapping_missing' end),
    'error', v_error, 'triggers', frescura.foreign_triggers(p_source), 'writes', v_writes, 'skipped', v_skipped,
    'ended_early', v_early,
    'no_right', array(select p from unnest(array['insert', 'update', 'delete']) p
                       where not has_table_privilege(p_source, p)),
    'differences', (select coalesce(jsonb_agg(d), '[]')
                      from (select * from jsonb_array_elements(v_differences) limit 10) x (d)));
end
$$;

comment on function frescura.trial(bigint, regclass, boolean) is
'Writes to sampled rows of a tracked source of a view (id in frescura.views), one by one, each undone at once, and '
'compares after each whether the keys of all rows of the definition that came to be others are dirty by the ledger, '
'so that the live view would show them. state: done or not_run, with the reason (frescura.trial_hindrance; locked; '
'failed with error); done with mapping_missing while it has to differ, since a further mapping is needed still
'
'(frescura.mapping_gaps). triggers: what of somebody else''s the writes set off. writes that were compared, skipped '
'ones that a constraint or lock stood against; ended_early where the setting trial_time (2 seconds) was over first; '
'no_right: kinds of write that the role may not do. differences, at most 10: write, column, row, key and the columns '
'of the view that differ. Settings: trial_rows (3 of them), trial_lock (100ms). p_choice: null: not where somebody '
'else''s triggers would be set off or the view is large; true: then too; false: not at all.';
