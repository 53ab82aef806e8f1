create or replace function frescura.explain_strategy(
  p_view text, out view text, out strategy text, out mode text, out reason text, out keys bigint, out rows_count bigint,
  out expected_ms bigint, out costs jsonb, out needs jsonb, out proven integer, out set_by text, out set_at timestamptz)
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id bigint := frescura.view_id(p_view);
  v_at record;
  v_state record;
begin
  select * into v_at from frescura.locate(v_view_id);
  select * into v_state from frescura.tracking_status(v_view_id);
  view := (select v.slug from frescura.views v where v.id = v_view_id);
  strategy := frescura.chosen_strategy(v_view_id);
  select s.proven, s.set_by, s.set_at into proven, set_by, set_at
    from frescura.view_strategies s where s.view_id = v_view_id;
  needs := (select coalesce(jsonb_agg(jsonb_build_object('code', u.code, 'detail', u.detail)), '[]')
              from frescura.unmanageable(v_view_id, case strategy when 'full' then 'delta' else 'full' end) u);
  if v_at.view_oid is null then
    return;
  end if;
  if v_state.exact then
    execute format('select count(*) from (%s) d', frescura.dirty_query(v_view_id, '$1')) into keys
      using v_state.baseline;
  end if;
  select g.rows_affected into rows_count from frescura.last_good(v_view_id, v_at.view_oid) g;
  select m.mode, m.reason into mode, reason from frescura.refresh_mode(v_at.view_oid) m;
  if mode = 'delta' and not v_state.exact then
    mode := 'rebuild';
    reason := frescura.rebuild_reason(v_view_id, true);
  elsif mode = 'delta' and keys > frescura.keys_max(v_at.view_oid) then
    mode := 'rebuild';
    reason := 'too_many_keys';
  end if;
  -- From what ran, the latest of each way; of a delta by what it spent beside each key.
  select coalesce(jsonb_object_agg(c.mode, jsonb_strip_nulls(jsonb_build_object(
           'runs', c.runs, 'median_ms', c.median_ms, 'key_us', c.key_us))), '{}')
    into costs
    from (select l.mode, count(*) as runs,
                 round((percentile_cont(0.5) within group (order by l.refresh_duration_ms))::numeric) as median_ms,
                 case when sum(l.keys) > 0 then round(1000 * sum(l.refresh_duration_ms) / sum(l.keys)) end as key_us
            from (select r.*, row_number() over (partition by r.mode order by r.id desc) as n
                    from frescura.refresh_log r
                   where r.view_id = v_view_id and r.status = 'completed' and r.mode is not null) l
           where l.n <= 20 group by l.mode) c;
  expected_ms := (costs -> mode ->> 'median_ms')::bigint;
end
$$;

comment on function frescura.explain_strategy(text) is
'What the next refresh of a view (slug or name) would do, changing nothing: strategy chosen, mode it would be done in '
'now and the reason for that, keys that the ledger has (null: not known by key), rows_count, expected_ms (the median '
'of what ran in that mode; null where nothing did). costs: of each mode its latest runs up to 20, median_ms and, of '
'deltas, key_us, the time of all of it for each key. needs: what stands against converting it to the other strategy '
'(frescura.unmanageable), as code and detail. proven: how many of its deltas were verified; set_by, set_at: who chose '
'the strategy, and when. Raises undefined_object for a view that is not registered.';
