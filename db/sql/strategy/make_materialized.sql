create or replace function frescura.make_materialized(p_view_id bigint, p_view oid, p_by text) returns text[]
language plpgsql volatile set search_path = pg_catalog, public, pg_temp set row_security = off
as $$
declare
  c pg_class;
  v_definition text;
  v_storage jsonb;
  v_new text;
  v_moved text[];
  v_row frescura.refresh_log;
  -- As in frescura.refresh_attempt: all that a baseline goes by comes before its snapshot.
  v_digest text := frescura.capture_digest(p_view_id);
  v_lost bigint := frescura.lost_count();
begin
  select s.definition, s.storage into v_definition, v_storage
    from frescura.view_strategies s where s.view_id = p_view_id;
  v_definition := coalesce(frescura.definition(p_view), v_definition);
  select * into c from pg_class where oid = p_view;
  v_new := format('%s.%I', c.relnamespace::regnamespace, 'frescura_managed_' || p_view_id);
  v_row.id := nextval('frescura.refresh_log_id_seq');
  v_row.start_ticket := frescura.ticket();
  v_row.refresh_started_at := clock_timestamp();
  v_row.snapshot := frescura.safe_snapshot();
  execute format('create materialized view %s (%s) using %I%s%s as %s', v_new,
                 (select string_agg(format('%I', a.attname), ', ' order by a.attnum)
                    from pg_attribute a where a.attrelid = p_view and a.attnum > 0 and not a.attisdropped),
                 (select amname from pg_am where oid = c.relam),
                 coalesce((select ' with (' || string_agg(o, ', ') || ')'
                             from jsonb_array_elements_text(nullif(v_storage -> 'options', 'null')) o), ''),
                 coalesce(' tablespace ' || (select quote_ident(s.spcname) from pg_tablespace s
                                              where s.oid = c.reltablespace), ''), v_definition);
  perform frescura.copy_indexes(p_view, v_new::regclass);
  execute format('analyze %s', v_new);
  perform frescura.copy_looks(p_view, v_new::regclass);
  v_row.view_oid := v_new::regclass;
  v_moved := frescura.swap_view(p_view_id, p_view, v_row.view_oid);
  execute format('drop view if exists frescura.%I', 'definition_' || p_view_id);

  v_row.view_id := p_view_id;
  v_row.status := 'completed';
  v_row.trigger_type := 'manual';
  v_row.triggered_by := p_by;
  v_row.strategy := 'full';
  v_row.mode := 'plain';
  v_row.mode_reason := 'converted';
  v_row.refresh_completed_at := clock_timestamp();
  v_row.data_as_of := v_row.refresh_started_at;
  v_row.definition_digest := frescura.definition_digest(v_row.view_oid);
  select k.xmin::text into v_row.view_version from pg_class k where k.oid = v_row.view_oid;
  execute format('select count(*) from %s', v_row.view_oid::regclass) into v_row.rows_affected;
  update frescura.views set view_oid = v_row.view_oid where id = p_view_id;
  perform frescura.record_attempt(v_row, null, null, v_digest, v_lost);
  return v_moved;
end
$$;

comment on function frescura.make_materialized(bigint, oid, text) is
'Makes a materialized view of a managed table (id in frescura.views, its oid), with its indexes, owner, grants and '
'comments, computed anew from the definition, which is logged as a refresh that p_by asked for. Readers go on while it '
'is computed. Returns what frescura.swap_view does. Called by frescura.set_strategy.';
