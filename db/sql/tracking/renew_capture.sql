create or replace function frescura.renew_capture() returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v record;
begin
  for v in
    select s.id, format('%I.%I', s.source_schema, s.source_name) as name,
           s.lookup is not null and to_regprocedure(format('frescura.%I(text)', 'lookup_' || s.id)) is null
             as lacks_lookup
      from frescura.view_sources s
     where to_regclass(format('%I.%I', s.source_schema, s.source_name)) is not null order by s.id
  loop
    begin
      -- One that somebody switched off is his to switch on.
      perform frescura.make_capture(v.id, p_enable => false);
      if v.lacks_lookup then
        perform frescura.make_lookup(v.id);
      end if;
    exception when others then
      -- Somebody else's table must not stop a migration; what is not captured shows as unknown.
      raise warning 'The capture of % could not be renewed: %', v.name, sqlerrm;
    end;
  end loop;
  -- Those of an earlier version name no schema.
  for v in
    select w.id, w.slug, at.view_oid from frescura.views w cross join lateral frescura.locate(w.id) at
     where w.definition is not null and at.view_oid = w.view_oid order by w.id
  loop
    begin
      update frescura.views w set definition = d.text
        from (select frescura.definition(v.view_oid) as text) d
       where w.id = v.id and w.definition is distinct from d.text;
    exception when others then
      raise warning 'The definition of % could not be renewed: %', v.slug, sqlerrm;
    end;
  end loop;
  for v in
    select t.view_id, t.live_view from frescura.tracking t cross join lateral frescura.locate(t.view_id) at
     where at.view_oid is not null order by t.view_id
  loop
    begin
      perform frescura.make_live(v.view_id);
      -- What an earlier version took to be enough may not be.
      update frescura.tracking t set capture_digest = d.digest
        from (select frescura.capture_digest(v.view_id) as digest) d
       where t.view_id = v.view_id and t.capture_digest <> d.digest and d.digest in ('mapping_missing', 'key_split');
    exception when others then
      raise warning 'The live view % could not be renewed: %', v.live_view, sqlerrm;
    end;
  end loop;
end
$$;

comment on function frescura.renew_capture() is
'Brings the triggers and lookups of all sources, the kept definitions of all views and all live views to the version '
'of the functions that make them. Triggers that are current stay untouched. What cannot be renewed is warned of and '
'left as it is; a view whose mappings are judged not to be enough is unknown from then on. Called by migrate.';
