create or replace function frescura.lock_space() returns integer
language sql immutable parallel safe
as $$ select 1179796819 $$;

comment on function frescura.lock_space() is
'The first key of every advisory lock of Frescura ("FRES" in ASCII); the second is the id of the view in '
'frescura.views: whoever holds it is refreshing that view. Below zero each number has one meaning: -1, shared, a '
'writer whose event could be recorded nowhere; -2 who changes the users; -3 who judges alerts.';
