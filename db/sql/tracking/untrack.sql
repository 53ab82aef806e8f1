create or replace function frescura.untrack(p_view text, p_source text default null, p_mapping text default null)
returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id bigint := frescura.view_id(p_view);
  v_live oid := frescura.live_oid(v_view_id);
  v_source bigint := case when p_source is not null then frescura.resolve('source', p_source, p_view) end;
  v_mapping bigint;
  s frescura.view_sources;
begin
  if num_nonnulls(p_source, p_mapping) = 0 then
    perform frescura.check_unmanaged(v_view_id);
  end if;
  if num_nonnulls(p_source, p_mapping) > 0 then
    select w.id into v_mapping
      from frescura.view_sources w
      join frescura.view_sources m on m.id = v_source and m.view_id = w.view_id
       and (m.source_schema, m.source_name) = (w.source_schema, w.source_name)
     where w.mapping = p_mapping and w.mapping <> 'main';
    if v_mapping is null then
      raise exception '"%" is no further mapping of a source of "%"', p_mapping, p_view
        using errcode = 'invalid_parameter_value', column = 'mapping',
              hint = 'The main mappings end together, with the view: frescura.untrack(view).';
    end if;
    delete from frescura.view_sources where id = v_mapping;
    -- The live view reads by its lookup.
    perform frescura.make_live(v_view_id);
    perform frescura.drop_capture(v_mapping);
    return;
  end if;
  if v_live is not null then
    execute format('drop view %s', v_live::regclass);
  end if;
  delete from frescura.tracking where view_id = v_view_id;
  for s in delete from frescura.view_sources where view_id = v_view_id and mapping <> 'main' returning * loop
    perform frescura.drop_capture(s.id);
  end loop;
  for s in update frescura.view_sources set view_key = null, lookup = null, trial = null where view_id = v_view_id
           returning * loop
    perform frescura.make_lookup(s.id);
    -- Renamed, its table is still known by the triggers on it; dropped, they went with it.
    if frescura.follow_source(s.id) is null then
      perform frescura.drop_capture(s.id);
    else
      perform frescura.make_capture(s.id);
    end if;
  end loop;
  execute format('drop table if exists frescura.%I', 'ledger_' || v_view_id);
end
$$;

comment on function frescura.untrack(text, text, text) is
'Stops tracking the writes of a view (slug or name) and drops its ledger and the live view that we made; high-impact '
'events go on. A source that was renamed since is called by its new name from then on; of one that was dropped what is '
'left goes. p_source and p_mapping: only that further mapping of a source ends (see frescura.track), and what the view '
'lacks is unknown until the next refresh, or for as long as the mapping is needed. Raises invalid_parameter_value for '
'a mapping that there is not, and for a main one; object_not_in_prerequisite_state for a managed table.';
