create or replace function frescura.read_plan(
  p_view text, p_source text default 'auto', p_stored boolean default false,
  out view_id bigint, out slug text, out read_policy text, out served_from text, out relation text, out reason text,
  out freshness text,
  out as_of timestamptz, out view_oid oid, out filenode oid, out refresh_id bigint, out version text,
  out columns jsonb, out key_columns text[])
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v frescura.views;
  v_at record;
  v_state record;
  v_class pg_class;
  v_version text;
  v_done timestamptz;
  v_refreshed boolean;
  v_live text;
  v_readable boolean;
  v_logged boolean;
begin
  if p_source is null or p_source not in ('auto', 'mv', 'live', 'base') then
    raise exception 'a view is read from auto, mv, live or base, not from "%"', p_source
      using errcode = 'invalid_parameter_value';
  end if;
  select * into strict v from frescura.views w where w.id = frescura.view_id(p_view);
  select * into v_at from frescura.locate(v.id);
  select * into v_state from frescura.baseline_status(v.id);
  view_id := v.id;
  slug := v.slug;
  read_policy := v.read_policy;
  view_oid := v_at.view_oid;
  v_readable := v_at.view_oid is not null and v_at.populated;
  v_logged := v_readable and not frescura.is_restored();

  if v_logged then
    select frescura.data_as_of(l), l.id is not null into v_done, v_refreshed
      from frescura.last_good(v.id, v_at.view_oid) l;
    if v_refreshed and not frescura.untouched(v.id) then
      v_done := null;
    end if;
    select l.id into refresh_id from frescura.refresh_log l
     where l.view_id = v.id and l.status = 'completed' and l.view_oid = v_at.view_oid
     order by l.refresh_started_at desc limit 1;
  end if;
  if v_at.view_oid is not null then
    -- Every refresh, logged or by hand, concurrent or plain, writes the row of the view in pg_class anew.
    select c.relfilenode, concat_ws('.', c.oid, coalesce(read_plan.refresh_id, 0), c.xmin) into filenode, version
      from pg_class c where c.oid = v_at.view_oid;
    select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
                                        'cast', frescura.type_name(a.atttypid)) order by a.attnum) into columns
      from pg_attribute a where a.attrelid = v_at.view_oid and a.attnum > 0 and not a.attisdropped;
    key_columns := frescura.key_columns(v_at.view_oid);
  end if;

  freshness := case when v_state.reason in ('capture_off', 'capture_failed') then 'unknown'
    else frescura.freshness(case when v_done is not null
           then greatest(floor(extract(epoch from clock_timestamp() - v_done)), 0)::integer end, v.sla_seconds,
           v.stale_seconds) end;
  reason := case
    when v_at.view_oid is null then 'missing'
    when not v_at.populated then 'unpopulated'
    when v_state.reason in ('capture_off', 'capture_failed') then v_state.reason
    when v_done is null and v_at.state = 'recreated' then 'recreated'
    when v_done is null and v_refreshed is not true then 'never_refreshed'
    when freshness <> 'fresh' then freshness end;

  select format('%I.%I', n.nspname, c.relname) into v_live
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.oid = frescura.live_oid(v.id) and v_readable and frescura.live_answers(c.oid, v_at.view_oid);
  served_from := case
    when v.read_policy = 'fail' and p_source in ('live', 'base') then 'failed'
    when p_source <> 'auto' then p_source
    when reason is null then 'mv'
    when v.read_policy = 'fail' then 'failed'
    when v.read_policy = 'serve' and v_readable then 'mv'
    when v.read_policy = 'live' and v_live is not null then 'live'
    else 'base' end;

  if served_from = 'mv' and v_readable then
    relation := format('%I.%I', v_at.schema_name, v_at.view_name);
  elsif served_from = 'live' then
    relation := v_live;
    reason := case when v_live is null then coalesce(v_state.reason, 'not_tracked')
      else reason end;
  elsif served_from = 'base' then
    -- The catalog's own text follows renamed columns, but waits for a plain refresh that holds the view.
    relation := '(' || case when v_at.view_oid is null or p_stored then v.definition
                            else frescura.definition(v_at.view_oid) end || ')';
    reason := case when relation is null then 'no_definition' else reason end;
  end if;
  if relation is null then
    reason := case when v.read_policy = 'fail' and p_source in ('live', 'base') then 'source_refused' else reason end;
    served_from := 'failed';
    return;
  end if;
  as_of := case when served_from = 'mv' then v_done else statement_timestamp() end;
end
$$;

comment on function frescura.read_plan(text, text, boolean) is
'Where a read of a view (slug or name) goes. p_source: auto, or mv, live, base to insist. Under auto a fresh view is '
'read itself; one that is missing, unpopulated, never refreshed, recreated, stale or whose capture failed goes by '
'views.read_policy: serve (itself, while it can be read), live (its live view), base (its definition over the '
'sources) or fail; what a policy cannot have falls back to base. Where the policy is fail, live and base are refused '
'to whoever insists on them, too (reason source_refused). served_from: mv, live, base, or failed with the '
'reason. relation: what to select from, as SQL. as_of: the moment of the data. version: changes with every refresh, '
'logged or not, in the snapshot of the query that asks, as do refresh_id (the latest completed one) and filenode. '
'columns: name, type and cast of each, null where the view is gone. p_stored takes the definition kept in '
'frescura.views, which waits for no lock.';
