create or replace function frescura.drift(
  p_view_id bigint, p_sample_percent real default 100, p_sample_from real default 0,
  out rows_checked bigint, out differing_keys bigint, out keys jsonb)
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_at record;
  v_definition text;
  v_keys text;
  v_sample text;
  v_state record;
  v_dirty text := 'select null::jsonb where false';
  v_differing integer[];
begin
  select * into v_at from frescura.locate(p_view_id);
  select * into v_state from frescura.tracking_status(p_view_id);
  v_definition := frescura.definition(v_at.view_oid);
  select string_agg(format('q.%I', k.name), ', ' order by k.n) into v_keys
    from unnest(frescura.key_columns(v_at.view_oid)) with ordinality k (name, n);
  if v_keys is null then
    raise exception 'the view has no unique index, so that its rows cannot be told apart'
      using errcode = 'object_not_in_prerequisite_state';
  end if;
  -- The keys stand on a ring of ten thousand by their hash; a sample is a stretch of it.
  v_sample := format('(abs(hashtextextended(jsonb_build_array(%s)::text, 0) %% 10000) + %s) %% 10000 < %s',
                     v_keys, 10000 - round(p_sample_from * 100)::integer % 10000, round(p_sample_percent * 100));

  rows_checked := 0;
  differing_keys := 0;
  keys := '[]';
  -- Groups first, by hash: where all of them agree, which is the rule, no row is compared with another.
  if v_state.known and not v_state.exact then
    -- A source was emptied as a whole: until the next refresh any row may be pending, and none can be blamed.
    return;
  end if;
  execute format($q$
    with groups as (
      select 1 as side, hashtextextended(jsonb_build_array(%1$s)::text, 0) %% 1024 as bucket,
             hashtextextended(q::text, 1)::numeric as h
        from %2$I.%3$I q where %4$s
      union all
      select 2, hashtextextended(jsonb_build_array(%1$s)::text, 0) %% 1024, hashtextextended(q::text, 1)::numeric
        from (%5$s) q where %4$s)
    select (select count(*) from groups where side = 2),
           array(select bucket::integer from groups group by bucket
                 having count(*) filter (where side = 1) <> count(*) filter (where side = 2)
                     or coalesce(sum(h) filter (where side = 1), 0) <> coalesce(sum(h) filter (where side = 2), 0))$q$,
    v_keys, v_at.schema_name, v_at.view_name, v_sample, v_definition)
    into rows_checked, v_differing;
  if cardinality(v_differing) = 0 then
    return;
  end if;

  if v_state.exact then
    select format('select jsonb_build_array(%s) from (%s) d',
                  string_agg('d.k' || n, ', ' order by n), frescura.dirty_query(p_view_id)) into v_dirty
      from frescura.tracking t, generate_subscripts(t.key_columns, 1) n where t.view_id = p_view_id;
  end if;
  execute format($q$
    with mine as (select q::text as line, jsonb_build_array(%1$s) as key from %2$I.%3$I q
                   where %4$s and hashtextextended(jsonb_build_array(%1$s)::text, 0) %% 1024 = any($1)),
         truth as (select q::text as line, jsonb_build_array(%1$s) as key from (%5$s) q
                    where %4$s and hashtextextended(jsonb_build_array(%1$s)::text, 0) %% 1024 = any($1)),
         differing as (
           select distinct key from ((table mine except all table truth)
                                     union all (table truth except all table mine)) x
           except (%6$s))
    select count(*), coalesce((select jsonb_agg(key) from (select key from differing order by key limit 100) k), '[]')
      from differing$q$,
    v_keys, v_at.schema_name, v_at.view_name, v_sample, v_definition, v_dirty)
    into differing_keys, keys using v_differing;
end
$$;

comment on function frescura.drift(bigint, real, real) is
'Compares a view (id in frescura.views) with its definition in the caller''s snapshot, a share of the keys '
'(p_sample_percent, beginning at p_sample_from percent of them) or all: rows_checked, differing_keys, and up to 100 of '
'them. Keys that the ledger calls pending are no drift; without tracking every write since the last refresh looks like '
'it. Stable on purpose: one snapshot.';
