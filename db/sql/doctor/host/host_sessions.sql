create or replace function frescura.host_sessions()
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case when f.sees then 'ok' else 'info' end,
         jsonb_build_object('code', case when f.sees then 'seen' else 'hidden' end, 'role', current_user),
         case when f.sees then 'How long the transactions of other roles have been open is seen.'
              else 'How long the transactions of other roles have been open is hidden: a refresh that would wait for '
                   'one is not warned of.' end,
         case when not f.sees then format('grant pg_read_all_stats to %I;', current_user) end
    from (select pg_has_role('pg_read_all_stats', 'usage') as sees) f
$$;

comment on function frescura.host_sessions() is
'A fact of frescura.host: whether we see since when others have transactions open (pg_read_all_stats). detail: code '
'(seen, hidden), role.';
