create or replace function frescura.lock_name(p_id bigint) returns text
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case when p_id > 0 then format('the refresh of the view %s',
                                        coalesce((select v.slug from frescura.views v where v.id = p_id), p_id::text))
              when p_id = frescura.lock_of('users') then 'whoever changes the accounts'
              when p_id = frescura.lock_of('alerts') then 'whoever judges alerts'
              else 'whoever migrates' end
$$;

comment on function frescura.lock_name(bigint) is
'What one waits for who waits for a lock (id in frescura.locks), in words of a log.';
