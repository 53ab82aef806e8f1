create or replace function frescura.follow(p_view text) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id bigint := frescura.view_id(p_view);
  t frescura.tracking;
  s frescura.view_sources;
  v_at record;
  v_table oid;
begin
  select * into v_at from frescura.locate(v_view_id);
  if v_at.view_oid is null then
    raise exception 'the materialized view %.% does not exist any more', v_at.schema_name, v_at.view_name
      using errcode = 'undefined_table', hint = 'Create it again, or remove it from the registry.';
  end if;
  update frescura.views set schema_name = v_at.schema_name, view_name = v_at.view_name, updated_at = now()
   where id = v_view_id and (schema_name, view_name) is distinct from (v_at.schema_name, v_at.view_name);

  for s in select * from frescura.view_sources where view_id = v_view_id order by id loop
    v_table := frescura.captured_table(s.id);
    if frescura.follow_source(s.id) is null then
      raise exception 'the source %.% of "%" does not exist any more', s.source_schema, s.source_name, p_view
        using errcode = 'undefined_table', hint = 'Untrack the view, and track the tables that it reads now.';
    end if;
    if v_table is not null and v_table is distinct from frescura.follow_source(s.id) then
      -- Another table has its name and its place in the view; the one of before is let go.
      perform frescura.drop_capture(s.id);
    end if;
    begin
      perform frescura.make_lookup(s.id);
    exception when undefined_table or undefined_column then
      -- It names what was renamed; as it was parsed, it has the names of now.
      update frescura.view_sources set lookup = frescura.lookup_query(s.id, ':key') where id = s.id;
      perform frescura.make_lookup(s.id);
    end;
    perform frescura.make_capture(s.id);
  end loop;

  select * into t from frescura.tracking where view_id = v_view_id;
  if not found then
    return;
  end if;
  perform frescura.check_trackable(p_view, v_at.view_oid);
  if not exists (select from frescura.unique_keys(v_at.view_oid) k where k @> t.key_columns and k <@ t.key_columns)
     or exists (select from unnest(t.key_columns) with ordinality k (name, n)
                  join pg_attribute a on a.attrelid = v_at.view_oid and a.attname = k.name
                  join pg_attribute l on l.attrelid = to_regclass(format('frescura.%I', 'ledger_' || v_view_id))
                    and l.attname = 'k' || k.n
                 where (a.atttypid, a.attcollation) <> (l.atttypid, l.attcollation)) then
    raise exception 'the view "%" has another key now than the one by which it was tracked (%)', p_view,
      array_to_string(t.key_columns, ', ')
      using errcode = 'object_not_in_prerequisite_state', hint = 'Untrack it, and track its sources by the new key.';
  end if;
  for s in select * from frescura.view_sources where view_id = v_view_id and mapping = 'main' and view_key is not null
    order by id loop
    -- Declared for what the view was: real rows say whether it still holds.
    if (select c.keys_unmapped > 0 and c.untracked_sources = '{}'
          from frescura.track_check(p_view, format('%I.%I', s.source_schema, s.source_name), s.view_key,
                                 p_trial => false) c) then
      raise exception 'no source leads to some keys that "%" has by its new definition', p_view
        using errcode = 'object_not_in_prerequisite_state', hint = 'Track its sources by what it reads now.';
    end if;
  end loop;
  perform frescura.make_live(v_view_id);
end
$$;

comment on function frescura.follow(text) is
'Lets a registered view (slug or name) go on after a change to what it is made of: a view that was renamed is '
'registered by its new name; sources that were renamed, moved to another schema or swapped are followed, and recorded '
'by new triggers; and the live view answers for the object that bears the name now, so that one of before can be '
'dropped. A refresh makes a new baseline. Raises undefined_table where view or source is gone, feature_not_supported '
'or object_not_in_prerequisite_state where the new definition cannot be tracked as the old one was.';
