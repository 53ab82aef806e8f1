create or replace function frescura.spelling_rank(p_given text, p_schema text, p_name text) returns integer
language sql stable parallel safe set search_path = pg_catalog, public, pg_temp
as $$
  -- Compared as text in every spelling a person may use, so that no name is ever taken for SQL.
  select case
    when p_given in (format('%I.%I', p_schema, p_name),
                     '"' || replace(p_schema, '"', '""') || '"."' || replace(p_name, '"', '""') || '"',
                     p_schema || '."' || replace(p_name, '"', '""') || '"') then 1
    when p_given = p_schema || '.' || p_name then 2
    when p_given in (p_name, format('%I', p_name), '"' || replace(p_name, '"', '""') || '"')
      then case when p_schema = 'public' then 3 else 4 end
  end
$$;

comment on function frescura.spelling_rank(text, text, text) is
'How surely a given text means schema.name: 1 written as SQL, 2 joined by a dot without quotes, 3 the name alone in '
'public, 4 the name alone elsewhere, null not at all. The lowest rank wins; a tie is ambiguous.';
