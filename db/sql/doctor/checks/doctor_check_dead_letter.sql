create or replace function frescura.doctor_check_dead_letter(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'warning', jsonb_build_object('count', count(*), 'error', max(t.last_error)),
         format('%s events were set aside after too many failed refreshes: %s.', count(*), max(t.last_error)),
         format('select frescura.retry_events(%L); -- once the cause is gone', min(v.slug))
    from frescura.views v join frescura.refresh_triggers t on t.view_id = v.id
   where v.id = p_view_id and t.processed_at is null and t.dead_letter_at is not null
  having count(*) > 0
$$;

comment on function frescura.doctor_check_dead_letter(bigint) is
'A check of frescura.doctor: whether high-impact events of a registered view (id in frescura.views) were set aside. '
'detail: count, error (of one of them, as PostgreSQL said it).';
