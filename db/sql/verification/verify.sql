create or replace function frescura.verify(p_view text, p_sample_percent real default 100,
                                           p_triggered_by text default current_user)
returns frescura.verifications
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id bigint := frescura.view_id(p_view);
  v_row frescura.verifications;
  v_started timestamptz := clock_timestamp();
begin
  if p_sample_percent is null or p_sample_percent <= 0 or p_sample_percent > 100 then
    raise exception 'the sample must be above 0 and at most 100 percent, not %', p_sample_percent
      using errcode = 'invalid_parameter_value';
  end if;
  insert into frescura.verifications (view_id, started_at, duration_ms, sample_percent, rows_checked, differing_keys,
                                      keys, snapshot, triggered_by)
  select v_view_id, v_started, round(1000 * extract(epoch from clock_timestamp() - v_started)), p_sample_percent,
         d.rows_checked, d.differing_keys, d.keys, pg_current_snapshot(), p_triggered_by
    from frescura.views v
    -- Another stretch of the keys each day, the next where the last one ended: all are looked at in turn.
    cross join lateral frescura.drift(v_view_id, p_sample_percent,
      mod(to_char(v_started at time zone v.time_zone, 'J')::numeric * p_sample_percent::numeric, 100)::real) d
   where v.id = v_view_id
  returning * into v_row;
  if v_row.differing_keys > 0 then
    perform frescura.distrust(v_view_id);
  end if;
  perform pg_notify('frescura', json_build_object('verification', v_row.id)::text);
  return v_row;
end
$$;

comment on function frescura.verify(text, real, text) is
'Compares a view (slug or name) with its definition by frescura.drift and keeps the result in frescura.verifications, '
'which it returns. p_sample_percent: share of the keys, above 0 to 100; which ones goes by the day in the view''s time '
'zone, so that a tenth a day gets round in ten. A difference costs a managed table its trust (frescura.distrust).';
