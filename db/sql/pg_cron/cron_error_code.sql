create or replace function frescura.cron_error_code(p_message text) returns text
language sql immutable set search_path = pg_catalog, public, pg_temp
as $$
  -- pg_cron keeps no SQLSTATE. The words are those of PostgreSQL in English; in other languages the code is the general one.
  select case
    when p_message ~* 'server restarted|terminating connection|server closed the connection|connection (lost|failed|to server)|could not (fork|start background)|job startup timeout' then '57P01'
    when p_message ~* 'canceling statement|job canceled' then '57014'
    when p_message ~* 'lock timeout' then '55P03'
    when p_message ~* 'permission denied|must be owner' then '42501'
    when p_message ~* 'function .* does not exist|procedure .* does not exist' then '42883'
    when p_message ~* 'column .* does not exist' then '42703'
    when p_message ~* 'does not exist|no registered view' then '42P01'
    when p_message ~* 'read-only' then '25006'
    when p_message ~* 'out of memory' then '53200'
    when p_message ~* 'no space left' then '53100'
    else 'XX000'
  end
$$;

comment on function frescura.cron_error_code(text) is
'The SQLSTATE that fits the message of a failed run of pg_cron best; XX000 where none does.';
