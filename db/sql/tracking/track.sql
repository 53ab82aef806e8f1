create or replace function frescura.track(
  p_view text, p_source text, p_key text[] default null, p_amount text default null, p_currency text default null,
  p_lookup text default null, p_row_key text default null, p_threshold numeric default null,
  p_reference text default null, p_occurred text default null, p_live text default null,
  p_mapping text default 'main', p_trial boolean default null)
returns bigint
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_id bigint := frescura.make_track(p_view, p_source, p_key, p_amount, p_currency, p_lookup, p_row_key, p_threshold,
                                     p_reference, p_occurred, p_live, p_mapping);
  v_trial jsonb := frescura.trial(frescura.view_id(p_view), frescura.resolve('table', p_source)::oid, p_trial);
  v_first jsonb := v_trial #> '{differences,0}';
begin
  -- While a mapping is missing still, it is what shows.
  if v_first is not null and v_trial ->> 'reason' is distinct from 'mapping_missing' then
    raise exception 'a trial % of row % of "%" changes the key % of the view, to which no mapping leads',
      concat_ws(' of column ', v_first ->> 'write', v_first ->> 'column'), v_first ->> 'row', p_source, v_first -> 'key'
      using errcode = 'invalid_parameter_value', column = case when p_lookup is null then 'key' else 'lookup' end,
            hint = 'Mend the mapping, or add a further one by p_mapping; frescura.track_check shows all that differs. '
                   'p_trial => false tracks it all the same, and is kept on record.';
  end if;
  update frescura.view_sources set trial = v_trial where id = v_id;
  return v_id;
end
$$;

comment on function frescura.track(text, text, text[], text, text, text, text, numeric, text, text, text, text,
                                    boolean) is
'Tracks every write to a source of a view, so that it is known exactly what the view lacks. p_key: one expression '
'over the written row r for each column of the view''s unique index, in its order; or p_lookup: a query that returns '
'those columns for :key, the key of the written row as text (for a source that is only joined). p_amount and '
'p_currency: expressions over r. p_row_key: expression that identifies the row (default: its primary key). '
'p_threshold: from this amount on a write is a high-impact event. p_reference and p_occurred: expressions over r for '
'the name by which people ask for the row, and for when it happened (frescura.trace). p_live: name of the live view, '
'beside the view (default: as it is called, or <view>_live). p_mapping: the name of one more way in which the source '
'leads to keys, beside its main one: it gives keys only, no amount. All sources of the view must be tracked, and a '
'refresh has to make a baseline, before anything is known. p_trial: trial writes (frescura.trial) that contradict the '
'mapping are an error; null: unless somebody else''s triggers would be set off, true: even then, false: none, which '
'is kept on record (frescura.view_sources.trial). Returns the id in frescura.view_sources. Raises '
'feature_not_supported with the reason for a view that cannot be tracked, duplicate_table where something of that '
'name is there that we did not make, with one that is free, invalid_parameter_value where trial writes show keys that '
'the mappings miss, and no more of them are needed (frescura.mapping_gaps): until then what differs is kept with the '
'trial alone, and the view is unknown.';
