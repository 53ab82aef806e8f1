create or replace function frescura.doctor_check_pending(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'error', jsonb_build_object('error', p.error_message, 'error_code', p.error_code),
         format('What the view lacks cannot be asked: %s (%s).', p.error_message, p.error_code),
         coalesce((select string_agg(format('-- select frescura.track(%L, %L, p_lookup => ...), with what it means now',
                                            v.slug, format('%I.%I', s.source_schema, s.source_name)),
                                     E'\n' order by s.id)
                     from frescura.view_sources s where s.view_id = v.id and s.lookup is not null),
                  format('select frescura.untrack(%L); -- and track its sources anew', v.slug))
    from frescura.views v cross join lateral frescura.pending(v.slug) p
   where v.id = p_view_id and p.reason = 'failed'
$$;

comment on function frescura.doctor_check_pending(bigint) is
'A check of frescura.doctor: whether it can be asked what a registered view (id in frescura.views) lacks. detail: '
'error (as PostgreSQL said it), error_code (SQLSTATE).';
