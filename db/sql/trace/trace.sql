create or replace function frescura.trace(p_view text, p_reference text)
returns table (
  source_table text, source_key text, reference text, amount numeric, currency text,
  occurred_at timestamptz, captured_at timestamptz, event_id bigint, queued_at timestamptz, dead_letter_at timestamptz,
  refresh_id bigint, trigger_type text, triggered_by text, refresh_started_at timestamptz, visible_at timestamptz,
  visible boolean, waits_for text, before_log boolean)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id bigint := frescura.view_id(p_view);
  s frescura.view_sources;
  v_found record;
  v_event record;
  v_xid xid8;
  v_match text;
  v_try record;
  v_any boolean := false;
begin
  for v_try in
    select w as source, n.part from (values (false), (true)) n (part) cross join frescura.view_sources w
     where w.view_id = v_view_id and w.key_expression is not null and w.mapping = 'main'
     order by n.part, w.id
  loop
    -- A part of a reference only where none is called so; few letters are in all of them.
    s := v_try.source;
    exit when v_try.part and (v_any or length(p_reference) < 3);
    source_table := frescura.display_name(s.source_schema, s.source_name);
    v_match := case when v_try.part then frescura.trace_part(s) else frescura.trace_match(s, p_reference) end;
    for v_found in execute format(
      'select (%1$s)::text as key, (%2$s)::text as reference, (%3$s)::numeric as amount, (%4$s)::text as currency,
              (%5$s)::timestamptz as occurred, r.xmin::text::bigint as xmin
         from %6$I.%7$I r where %8$s limit 20',
      s.key_expression, coalesce(s.reference_expression, s.key_expression), coalesce(s.amount_expression, 'null'),
      coalesce(s.currency_expression, quote_nullable(s.currency)), coalesce(s.occurred_expression, 'null'),
      s.source_schema, s.source_name, v_match) using p_reference
    loop
      v_any := true;
      source_key := v_found.key;
      reference := v_found.reference;
      amount := v_found.amount;
      currency := v_found.currency;
      occurred_at := v_found.occurred;
      v_xid := null;
      captured_at := null;
      if to_regclass(format('frescura.%I', 'ledger_' || v_view_id)) is not null then
        execute format('select d.xid, d.captured_at from frescura.%I d where d.source_id = $1 and d.source_key = $2 '
                       'order by d.id desc limit 1',
                       'ledger_' || v_view_id) into v_xid, captured_at using s.id, source_key;
      end if;
      select t.id, t.created_at, t.dead_letter_at, t.xid into v_event
        from frescura.refresh_triggers t
       where t.view_id = v_view_id and t.source_table = trace.source_table and t.source_key = trace.source_key
         -- One that was covered belongs to an earlier change, unless it is of the last one.
         and (t.processed_at is null or v_xid is null or t.xid = v_xid)
       order by t.id desc limit 1;
      event_id := v_event.id;
      queued_at := v_event.created_at;
      dead_letter_at := v_event.dead_letter_at;
      v_xid := coalesce(v_xid, v_event.xid);
      captured_at := coalesce(captured_at, v_event.created_at);
      -- Pruned from the ledger, the row itself tells who wrote it last: its 32 bits, in the era of today.
      if v_xid is null then
        select x.id::text::xid8 into v_xid
          from (select ((c.now >> 32) << 32) + v_found.xmin - case when ((c.now >> 32) << 32) + v_found.xmin > c.now
                then 4294967296 else 0 end as id
                  from (select greatest(pg_snapshot_xmax(pg_current_snapshot()),
                                        pg_current_xact_id_if_assigned())::text::bigint as now) c) x;
      end if;
      refresh_id := null;
      select l.id, l.trigger_type, l.triggered_by, l.refresh_started_at, l.refresh_completed_at
        into refresh_id, trigger_type, triggered_by, refresh_started_at, visible_at
        from frescura.first_containing(v_view_id, v_xid,
                                       to_regclass(format('%I.%I', s.source_schema, s.source_name))) l;
      visible := refresh_id is not null;
      -- Unless an earlier one is on record that did not contain it, it may have been visible long before.
      before_log := visible and not exists (
        select from frescura.good_refreshes(v_view_id) l
         where l.snapshot is not null and l.refresh_started_at < trace.refresh_started_at
           and not frescura.contains(l, v_xid, to_regclass(format('%I.%I', s.source_schema, s.source_name))));
      waits_for := case
        when visible then null
        when dead_letter_at is not null then 'dead_letter'
        when exists (select from frescura.refresh_log l
                     where l.view_id = v_view_id and l.status = 'running' and frescura.attempt_is_alive(l))
                       then 'running_refresh'
        when event_id is not null then 'event_refresh'
        else 'scheduled_refresh' end;
      return next;
    end loop;
  end loop;
end
$$;

comment on function frescura.trace(text, text) is
'Where a transaction stands on its way into a view (slug or name): rows of its sources whose reference (such as a '
'folio) or key is the given one, or, where none is and it has three letters or more, whose reference has it as a part, '
'in any case; at most 20 a source. occurred_at: in the business; captured_at: when its transaction '
'recorded it; queued_at: when it became a high-impact event, if it did; refresh_id, trigger_type, triggered_by, '
'refresh_started_at, visible_at: the first refresh that contains its last change; visible; what it waits_for '
'otherwise: running_refresh, event_refresh, scheduled_refresh, dead_letter; and before_log: the refresh named is the '
'oldest on record, so that it may have been visible long before. Works from the ledger, the events and the log. Of a '
'row changed since, the last change counts.';
