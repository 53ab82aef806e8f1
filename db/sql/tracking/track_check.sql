create or replace function frescura.track_check(
  p_view text, p_source text, p_key text[] default null, p_lookup text default null, p_row_key text default null,
  p_amount text default null, p_currency text default null, p_reference text default null, p_occurred text default null,
  p_rows integer default 200, p_live text default null,
  p_mapping text default 'main', p_trial boolean default null,
  out rows_checked bigint, out rows_found bigint, out rows_not_found bigint, out null_keys bigint, out not_found jsonb,
  out keys_checked bigint, out keys_mapped bigint, out keys_unmapped bigint, out unmapped jsonb,
  out untracked_sources text[], out live_view text, out live_taken_by text, out live_suggestion text,
  out mappings_missing jsonb, out trial jsonb)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id bigint := frescura.view_id(p_view);
  v_source regclass := frescura.resolve('table', p_source)::oid;
  v_row_key text := coalesce(p_row_key, frescura.row_key(v_source));
  v_at record;
  v_columns text[];
  v_types text[];
  v_definition text;
  v_mapping text;
  v_sampled text;
  v_names text;
  v_match text;
  v_null text;
  v_sources text;
begin
  select * into v_at from frescura.locate(v_view_id);
  select m.key_columns, m.key_types into v_columns, v_types
    from frescura.check_mapping(p_view, v_at.view_oid, v_source, p_key, p_lookup, v_row_key, p_amount, p_currency,
                                p_reference, p_occurred, p_mapping) m;
  v_definition := frescura.definition(v_at.view_oid);
  select string_agg('k' || n, ', ' order by n), string_agg(format('q.%I = m.k%s', name, n), ' and ' order by n),
         string_agg(format('m.k%s is null', n), ' or ' order by n)
    into v_names, v_match, v_null from unnest(v_columns) with ordinality c (name, n);
  -- Of a large table a share from all over it, or only its oldest rows would be looked at.
  select format('(select * from %s%s limit %s)', v_source,
                case when sum(greatest(c.reltuples, 0)) > 20 * p_rows
                     then format(' tablesample system (%s)', least(100, 1000.0 * p_rows / sum(c.reltuples)))
                       else '' end, p_rows)
    into v_sampled from pg_class c where c.oid in (select frescura.family(v_source));
  v_mapping := case when p_key is not null
    then format('select (%s)::text as source_key, %s from %s r', v_row_key,
                (select string_agg(format('(%s)::%s as k%s', e, v_types[n], n), ', ' order by n)
                 from unnest(p_key) with ordinality k (e, n)), v_sampled)
    else format(E'select "frescura written".source_key, x.* from (select (%s)::text as source_key from %s r) '
                '"frescura written" cross join lateral (\n%s\n) x (%s)',
                v_row_key, v_sampled, frescura.bind_lookup(p_lookup, '"frescura written".source_key'), v_names) end;
  begin
    -- Nothing of what was given may write; undone by what ends this block.
    perform set_config('transaction_read_only', 'on', true);
    begin
      execute format($q$
        with mapped as materialized (%1$s),
             judged as (select m.*, (%2$s) as is_null, exists (select from (%3$s) q where %4$s) as is_found
                          from mapped m)
        select count(*), count(*) filter (where is_found), count(*) filter (where not is_found and not is_null),
               count(*) filter (where is_null),
               coalesce((select jsonb_agg(jsonb_build_object('source_key', x.source_key,
                                                             'key', jsonb_build_array(%5$s)))
                           from (select * from judged where not is_found limit 5) x), '[]')
          from judged$q$, v_mapping, v_null, v_definition, v_match, v_names)
        into rows_checked, rows_found, rows_not_found, null_keys, not_found;
    exception when syntax_error_or_access_rule_violation or data_exception then
      raise exception 'the keys cannot be compared with the view: %', sqlerrm
        using errcode = 'invalid_parameter_value', column = case when p_lookup is null then 'key' else 'lookup' end;
    end;

    -- The other way round: rows of the view must come from some source that says so.
    select string_agg(format('select %s from %s r', x.keys, x.source), ' union all ') into v_sources
      from (select (select string_agg(format('(%s)::%s as k%s', e, v_types[n], n), ', ' order by n)
                      from unnest(s.view_key) with ordinality k (e, n)) as keys,
                        format('%I.%I', s.source_schema, s.source_name) as source
              from frescura.view_sources s
             where s.view_id = v_view_id and s.view_key is not null
               and (to_regclass(format('%I.%I', s.source_schema, s.source_name)), s.mapping)
                   is distinct from (v_source, p_mapping)
            union all
            select (select string_agg(format('(%s)::%s as k%s', e, v_types[n], n), ', ' order by n)
                      from unnest(p_key) with ordinality k (e, n)), v_source::text
             where p_key is not null) x;
    execute format($q$
      with sample as materialized (select %1$s from (%2$s) q limit %3$s),
           judged as (select m.*, %4$s as is_mapped from sample m)
      select count(*), count(*) filter (where is_mapped), count(*) filter (where not is_mapped),
             coalesce((select jsonb_agg(jsonb_build_array(%5$s))
                       from (select * from judged where not is_mapped limit 5) x), '[]')
        from judged$q$,
      (select string_agg(format('q.%I as k%s', name, n), ', ' order by n)
       from unnest(v_columns) with ordinality c (name, n)),
      v_definition, p_rows,
      case when v_sources is null then 'false' else format('exists (select from (%s) q where %s)', v_sources,
        (select string_agg(format('q.k%s = m.k%s', n, n), ' and ') from generate_subscripts(v_columns, 1) n)) end,
        v_names)
      into keys_checked, keys_mapped, keys_unmapped, unmapped;
    raise exception using errcode = 'FRUND';
  exception when sqlstate 'FRUND' then
    null;
  end;
  select coalesce(array_agg(b.relation::regclass::text order by 1), '{}') into untracked_sources
    from frescura.base_relations(v_at.view_oid) b
   where b.kind in ('r', 'p') and b.relation <> v_source
     and not exists (select from frescura.view_sources s
                      where s.view_id = v_view_id and (s.view_key is not null or s.lookup is not null)
                        and b.relation in (select frescura.family(to_regclass(format('%I.%I', s.source_schema,
                            s.source_name)))));
  select format('%I.%I', p.schema_name, p.live_name), p.taken_by, p.suggestion
    into live_view, live_taken_by, live_suggestion from frescura.live_place(v_view_id, p_live) p;
  select t.mappings_missing, t.trial into mappings_missing, trial
    from frescura.try_track(p_view, v_source, p_key, p_lookup, p_row_key, p_mapping, p_live, p_trial) t;
end
$$;

comment on function frescura.track_check(text, text, text[], text, text, text, text, text, text, integer, text, text,
                                          boolean) is
'Whether a source of a view could be tracked as frescura.track would be told to, on real rows; changes nothing. Of up '
'to p_rows rows of the source: rows_found, whose key is in the definition of the view, rows_not_found (filtered out '
'there, or mapped wrongly) with examples, and null_keys. Of up to p_rows keys of the definition: keys_mapped, to which '
'a row of this or of another tracked source leads, and keys_unmapped with examples. untracked_sources: tables that the '
'view reads and that are not tracked yet. live_view: where the live view would be made, by the name p_live (null: as '
'it is called, or <view>_live); live_taken_by: what has that name and is not ours, so that frescura.track would '
'refuse, and live_suggestion, a name that is free. mappings_missing: sources that would need further mappings still '
'(frescura.mapping_gaps). trial: what trial writes say, each undone (frescura.trial, p_trial its p_choice); not_run as '
'well where what it takes cannot be made. Raises invalid_parameter_value naming the column of the expression '
'that cannot be evaluated, feature_not_supported for a view that cannot be tracked.';
