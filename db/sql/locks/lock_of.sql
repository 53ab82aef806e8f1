create or replace function frescura.lock_of(p_work text) returns bigint
language sql immutable parallel safe
as $$ select -array_position(array['users', 'alerts', 'migration'], p_work)::bigint $$;

comment on function frescura.lock_of(text) is
'The id in frescura.locks by which a work is done by one session at a time: users (who changes accounts), alerts (who '
'judges them), migration. Ids above zero are those of views.';
