create or replace function frescura.set_strategy(
  p_view text, p_strategy text, p_options jsonb default '{}', p_by text default current_user)
returns jsonb
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id bigint := frescura.view_id(p_view);
  v frescura.views;
  v_at record;
  v_former text;
  v_obstacle record;
  v_live text;
  v_moved text[] := '{}';
begin
  if p_strategy is null or p_strategy not in ('full', 'delta') then
    raise exception 'a view is refreshed by full or delta, not by "%"', p_strategy
      using errcode = 'invalid_parameter_value', column = 'strategy';
  end if;
  if coalesce(jsonb_typeof(p_options), '') <> 'object' or p_options - 'rebuild' <> '{}'
     or jsonb_typeof(coalesce(p_options -> 'rebuild', 'true')) <> 'boolean' then
    raise exception 'the only option is rebuild, true or false: whether the next refresh compares all of it'
      using errcode = 'invalid_parameter_value', column = 'options';
  end if;
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'a strategy is set in a transaction that is READ COMMITTED'
      using errcode = 'active_sql_transaction';
  end if;
  -- A refresh that runs ends first.
  perform frescura.lock_view(v_view_id);
  select * into strict v from frescura.views where id = v_view_id;
  select * into v_at from frescura.locate(v_view_id);
  v_former := case when frescura.managed_by(v_at.view_oid) is not null then 'delta' else 'full' end;
  v_live := frescura.live_oid(v_view_id)::regclass;

  if p_strategy <> v_former then
    select * into v_obstacle from frescura.unmanageable(v_view_id, p_strategy) limit 1;
    if found then
      raise exception 'the view "%" cannot be refreshed by %: %', p_view, p_strategy,
        frescura.unmanageable_words(v_obstacle.code, v_obstacle.detail)
        using errcode = 'feature_not_supported', constraint = v_obstacle.code,
              detail = v_obstacle.detail::text;
    end if;
    -- Readers queue behind whoever waits for its lock on the view.
    perform set_config('lock_timeout', v.lock_timeout_ms || 'ms', true);
    insert into frescura.view_strategies as s (view_id, strategy, options, definition, set_by)
    values (v_view_id, p_strategy, p_options, coalesce(frescura.definition(v_at.view_oid), v.definition), p_by)
    on conflict (view_id) do update
       set strategy = excluded.strategy, options = excluded.options,
           definition = coalesce(excluded.definition, s.definition), rebuild = null, proven = 0,
           set_by = excluded.set_by, set_at = clock_timestamp();
    v_moved := case when p_strategy = 'delta' then frescura.make_managed(v_view_id, v_at.view_oid)
                    else frescura.make_materialized(v_view_id, v_at.view_oid, p_by) end;
    select * into v_at from frescura.locate(v_view_id);
    update frescura.views
       set view_oid = v_at.view_oid, definition = frescura.definition(v_at.view_oid), updated_at = now()
     where id = v_view_id;
    perform frescura.judge(v_view_id);
    perform frescura.follow_grants(v_view_id);
  end if;
  if p_strategy = 'delta' and p_options @> '{"rebuild": true}' then
    update frescura.view_strategies set rebuild = 'asked' where view_id = v_view_id;
  end if;
  return jsonb_build_object(
    'view', v.slug, 'strategy', p_strategy, 'former', v_former,
    'moved', (select coalesce(jsonb_agg(m order by m), '[]') from unnest(v_moved) m
               where to_regclass(m) is distinct from to_regclass(v_live)),
    'still_refresh', case when p_strategy = 'full' then '[]' else to_jsonb(frescura.still_refresh(v_at.view_oid)) end);
end
$$;

comment on function frescura.set_strategy(text, text, jsonb, text) is
'Chooses how a view (slug or name) is refreshed: full, as a materialized view; delta, which makes a managed table of a '
'tracked one, of which a refresh recomputes the keys that writers touched. All in the caller''s transaction, beside '
'writers; readers wait while the two change places. p_options: {"rebuild": true} has the next refresh of a managed '
'table compare all of it. Returns view, strategy, former, moved (plain views that read it and now read the other) and '
'still_refresh (frescura.still_refresh). Raises invalid_parameter_value for a strategy or option that there is not, '
'feature_not_supported with a code of frescura.unmanageable as its constraint, lock_not_available where somebody holds '
'the view for its lock_timeout_ms.';
