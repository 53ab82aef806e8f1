create or replace function frescura.baseline_status(
  p_view_id bigint, out known boolean, out reason text, out baseline pg_snapshot)
language plpgsql stable parallel safe security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  t frescura.tracking;
  v_at record;
begin
  known := false;
  select * into t from frescura.tracking where view_id = p_view_id;
  if t.view_id is null then
    reason := 'not_tracked';
    return;
  end if;
  baseline := t.baseline_snapshot;
  -- What is baseline for stands under its name, as it nearly always does. Otherwise it is looked for.
  if t.baseline_snapshot is null or not exists (
    select from frescura.views v
      join pg_class c on c.oid = t.baseline_oid and c.relkind in ('m', 'r') and c.relispopulated
           and c.relname = v.view_name
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = v.schema_name
     where v.id = p_view_id) then
    select * into v_at from frescura.locate(p_view_id);
    reason := case
      when v_at.view_oid is null then 'missing'
      when not v_at.populated then 'unpopulated'
      when frescura.is_restored() then 'recreated'
      when t.baseline_snapshot is null then 'no_baseline'
      when t.baseline_oid is distinct from v_at.view_oid then 'recreated'
    end;
  end if;
  reason := case
    when reason is not null then reason
    when frescura.is_restored() then 'recreated'
    -- The keys were declared for the view that the live view reads; what took its name may have another definition.
    when not exists (
      select from pg_rewrite w join pg_depend d
        on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
          and d.refobjid in (t.baseline_oid, to_regclass('frescura.ledger_' || p_view_id))
       where w.ev_class in (t.live_oid, to_regclass(t.live_view))
       -- What took its name may read the view as well, and no ledger.
       group by w.oid
      having bool_or(d.refobjid = t.baseline_oid)
         -- Where that is gone, something else is said further below.
         and (bool_or(d.refobjid = to_regclass('frescura.ledger_' || p_view_id))
              or to_regclass('frescura.ledger_' || p_view_id) is null)) then 'recreated'
    when t.capture_digest = 'mapping_missing' then 'mapping_missing'
    when t.capture_digest = 'key_split' then 'key_split'
    when not frescura.capture_holds(p_view_id, t.capture_digest) then
      case when exists (select from frescura.view_sources s cross join lateral frescura.captured_table(s.id) c (oid)
                         where s.view_id = p_view_id and (s.view_key is not null or s.lookup is not null)
                           and c.oid is distinct from to_regclass(format('%I.%I', s.source_schema, s.source_name))
                           and c.oid is not null) then 'renamed'
           when frescura.redefined(t.capture_digest) then 'recreated'
           else 'capture_off' end
    when t.lost_count is distinct from pg_sequence_last_value('frescura.lost_seq') then 'capture_failed'
  end;
  if reason is not null then
    return;
  end if;
  -- The tables may be gone or changed; then too the reader gets his rows, from the definition. Asked of the catalog
  -- and not tried out: a parallel worker may open no subtransaction.
  reason := case
    when (select count(*) from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname in ('xid', 'whole')
           where c.oid = to_regclass('frescura.ledger_' || p_view_id) and c.relkind = 'r') < 2
      or (select count(*) from pg_class c join pg_attribute a on a.attrelid = c.oid
          and a.attname in ('xid', 'source_table')
           where c.oid = to_regclass('frescura.capture_failures') and c.relkind = 'r') < 2 then 'capture_failed'
  end;
  if reason is not null then
    return;
  end if;
  if exists (select from frescura.capture_failures f join frescura.view_sources s
                 on s.view_id = p_view_id and frescura.display_name(s.source_schema, s.source_name) = f.source_table
              where not pg_visible_in_snapshot(f.xid, t.baseline_snapshot)) then
    reason := 'capture_failed';
    return;
  end if;
  -- Another hand may have brought back what was before the baseline: frescura.untouched, by two indexes.
  if exists (select from pg_class c join frescura.refresh_log l on l.id = t.baseline_refresh_id
              where c.oid = t.baseline_oid and l.view_version <> c.xmin::text) then
    reason := 'refreshed_by_others';
    return;
  end if;
  known := true;
end
$$;

comment on function frescura.baseline_status(bigint) is
'Whether it is known what a tracked view (id in frescura.views) lacks: every write since the baseline snapshot is in '
'its ledger. reason, otherwise: not_tracked, missing, unpopulated, no_baseline, recreated (or its live view is gone: '
'see frescura.make_live), capture_off, capture_failed, mapping_missing (a source needs one more: '
'frescura.mapping_gaps), key_split (frescura.split_keys), renamed (a source: see frescura.follow), refreshed_by_others '
'(frescura.untouched; the live view too goes by the definition then). Stable on purpose: it judges by the snapshot of '
'the query that asks. Asked at every read of a live view: whoever may read that needs no rights on what this reads, '
'only on this; frescura.make_live gives them. Parallel workers may ask, too.';
