create or replace function frescura.display_name(p_schema text, p_view text) returns text
language sql immutable parallel safe
as $$ select case when p_schema = 'public' then p_view else p_schema || '.' || p_view end $$;

comment on function frescura.display_name(text, text) is
'How a view is called in the log and the health check: its name, with the schema in front unless that is public. For '
'people; never put into SQL.';
