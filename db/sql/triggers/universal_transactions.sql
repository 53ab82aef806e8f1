-- The view that is shipped: registered, with its default for events written by hand, and its two sources watched.
do $$
declare
  v_view_id bigint;
  v_trackable boolean;
  v_first boolean;
  v_source text;
  v_kind text;
  v_kept record;
begin
  if to_regclass('public.universal_transactions_mv') is not null
     and not exists (select from public.mv_views where slug = 'universal-transactions')
     and not exists (select from public.mv_settings where key = 'universal_transactions_registered') then
    perform public.mv_register('public.universal_transactions_mv', 'universal-transactions');
    insert into public.mv_settings (key, value) values ('universal_transactions_registered', 'true');
  end if;
  select v.id, public.mv_untrackable(at.view_oid) is null into v_view_id, v_trackable
    from public.mv_views v cross join lateral public.mv_locate(v.id) at where v.slug = 'universal-transactions';
  v_first := v_view_id is not null and not exists (select from public.mv_settings where key = 'universal_transactions_sources');
  for v_source, v_kind in values ('public.cpg_pos', 'pos'), ('public.cpg_consignment', 'consignment') loop
    continue when to_regclass(v_source) is null;
    select s.key_column is not null as watched, s.view_key is not null as tracked into v_kept
      from public.mv_view_sources s where s.view_id = v_view_id and 'public.' || s.source_name = v_source;
    -- What a person has ended since stays ended; what goes on is brought to this version.
    if v_first or v_kept.watched then
      perform public.mv_watch('universal-transactions', v_source, 'monto_total');
    end if;
    if (v_first or v_kept.tracked) and v_trackable then
      perform public.mv_track('universal-transactions', v_source, array[quote_literal(v_kind), 'r.id'], 'r.monto_total', 'r.moneda', p_reference => 'r.folio', p_occurred => 'r.created_at');
    end if;
  end loop;
  if v_first then
    insert into public.mv_settings (key, value) values ('universal_transactions_sources', 'true');
  end if;
  if not exists (select from public.mv_schedules where tier = 'events') then
    insert into public.mv_schedules (view_id, tier, cron) values (null, 'events', '*/5 * * * *');
  end if;
  -- Once: who removes the nightly audit is not given it again.
  if not exists (select from public.mv_settings where key = 'audit_scheduled') then
    insert into public.mv_schedules (view_id, tier, cron) values (null, 'audit', '30 3 * * *') on conflict do nothing;
    insert into public.mv_settings (key, value) values ('audit_scheduled', 'true');
  end if;
end
$$;

alter table public.mv_refresh_triggers alter column view_id set default public.mv_view_id('universal-transactions');
