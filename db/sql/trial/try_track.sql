create or replace function frescura.try_track(
  p_view text, p_source regclass, p_key text[], p_lookup text, p_row_key text, p_mapping text, p_live text,
  p_choice boolean, out mappings_missing jsonb, out trial jsonb)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id bigint := frescura.view_id(p_view);
  v_state text := '';
  v_error text;
begin
  mappings_missing := '[]';
  if current_setting('transaction_read_only')::boolean then
    v_state := '25006';
  else
    begin
      perform set_config('lock_timeout', frescura.setting('trial_lock'), true);
      perform frescura.make_track(p_view, p_source::text, p_key, p_lookup => p_lookup, p_row_key => p_row_key,
                                  p_live => p_live, p_mapping => p_mapping);
      select coalesce(jsonb_agg(jsonb_build_object('source', g.source::regclass, 'needed', g.needed,
                                                   'mapped', g.mapped)), '[]')
        into mappings_missing from frescura.mapping_gaps(v_view_id) g;
      trial := frescura.trial(v_view_id, p_source, p_choice);
      raise exception using errcode = 'FRUND';
    exception when others then
      v_state := sqlstate;
      v_error := sqlerrm;
    end;
  end if;
  if v_state <> 'FRUND' then
    trial := jsonb_build_object('state', 'not_run', 'reason', case v_state when '25006' then 'read_only'
      when '55P03' then 'locked' when '42501' then 'no_right' else 'failed' end,
      'error', v_error, 'triggers', frescura.foreign_triggers(p_source), 'writes', 0, 'skipped', 0,
      'ended_early', false, 'no_right', '[]'::jsonb, 'differences', '[]'::jsonb);
  end if;
end
$$;

comment on function frescura.try_track(text, regclass, text[], text, text, text, text, boolean) is
'Makes what frescura.track would make of a mapping, asks which further mappings it would still need '
'(frescura.mapping_gaps) and what trial writes say (frescura.trial), and undoes all of it. For frescura.track_check.';
