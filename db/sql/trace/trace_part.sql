create or replace function frescura.trace_part(s frescura.view_sources) returns text
language sql immutable set search_path = pg_catalog, public, pg_temp
as $$
  select format('strpos(lower((%s)::text), lower($1)) > 0', coalesce(s.reference_expression, s.key_expression))
$$;

comment on function frescura.trace_part(frescura.view_sources) is
'The condition over the row r of a source, as SQL with a text as $1, by which frescura.trace looks for a part of a '
'reference in any case, where nothing is called so exactly: it reads the whole source.';
