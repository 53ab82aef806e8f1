create or replace function frescura.roots_as_of(p_started_at timestamptz, p_lineage jsonb) returns timestamptz
language sql immutable set search_path = pg_catalog, public, pg_temp
as $$
  select least(p_started_at,
               min(case when s.step ? 'unknown' then '-infinity' else (s.step ->> 'started_at')::timestamptz end))
    from jsonb_array_elements(p_lineage) s (step)
$$;

comment on function frescura.roots_as_of(timestamptz, jsonb) is
'The moment as of which data is that a refresh read which began at p_started_at and saw that lineage '
'(frescura.lineage): the start of the oldest refresh in it, -infinity where one is not known.';
