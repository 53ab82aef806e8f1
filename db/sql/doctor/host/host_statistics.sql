create or replace function frescura.host_statistics()
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case when f.lacking = '{}' then 'ok' else 'warning' end,
         jsonb_build_object('code', case when f.lacking = '{}' then 'on' else 'off' end,
                            'settings', to_jsonb(f.lacking)),
         case when f.lacking = '{}' then 'The server counts what we read of its statistics.'
              else format('The server does not count what we read of its statistics (%s): replaced rows of views, or '
                          'open transactions, are not seen.', array_to_string(f.lacking, ', ')) end,
         (select string_agg(format('alter system set %I = on;', l), ' ') || ' select pg_reload_conf(); -- as whoever '
                                                                            'may set it' from unnest(f.lacking) l)
    from (select array(select s.name from pg_settings s
                        where s.name in ('track_counts', 'track_activities') and s.setting <> 'on'
                        order by 1) as lacking) f
$$;

comment on function frescura.host_statistics() is
'A fact of frescura.host: whether the server keeps the statistics that the doctor reads. detail: code (on, off), '
'settings that are off.';
