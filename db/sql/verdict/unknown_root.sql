create or replace function frescura.unknown_root(p_lineage jsonb) returns jsonb
language sql immutable set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce((select jsonb_build_object('relation', s.step ->> 'relation', 'reason', s.step ->> 'unknown')
                     from jsonb_array_elements(p_lineage) s (step) where s.step ? 'unknown' limit 1),
                  '{"reason": "refreshed_by_others"}')
$$;

comment on function frescura.unknown_root(jsonb) is
'Which materialized view in a lineage (frescura.lineage) nobody knows the age of, and why: relation and reason.';
