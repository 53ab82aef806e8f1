create or replace function frescura.drift(
  p_view_id bigint, p_sample_percent real default 100, p_sample_from real default 0,
  out rows_checked bigint, out differing_keys bigint, out keys jsonb)
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_at record;
  v_definition text;
  v_columns text[];
  v_key text;
  v_shown text;
  v_line text;
  v_near text;
  v_sample text;
  v_state record;
  v_dirty text := 'select null::jsonb where false';
  v_differing integer[];
begin
  select * into v_at from frescura.locate(p_view_id);
  select * into v_state from frescura.tracking_status(p_view_id);
  v_definition := frescura.definition(v_at.view_oid);
  v_columns := frescura.told_apart_by(p_view_id, v_at.view_oid);
  if v_columns is null then
    raise exception 'the view has no unique index, so that its rows cannot be told apart'
      using errcode = 'object_not_in_prerequisite_state';
  end if;
  select format('jsonb_build_array(%s)', string_agg(frescura.comparable(c.manner, format('q.%I', k.name)), ', '
                                                    order by k.n)),
         format('jsonb_build_array(%s)', string_agg(format('q.%I', k.name), ', ' order by k.n))
    into v_key, v_shown
    from unnest(v_columns) with ordinality k (name, n)
    join frescura.comparison(v_at.view_oid, v_columns) c on c.name = k.name;
  select format('row(%s)::text', string_agg(frescura.comparable(c.manner, format('q.%I', c.name)), ', '
                                            order by c.place)),
         string_agg(format('q.%I', c.name), ', ' order by c.place) filter (where c.manner = 'near')
    into v_line, v_near
    from frescura.comparison(v_at.view_oid, v_columns) c;
  -- The keys stand on a ring of ten thousand by their hash; a sample is a stretch of it.
  v_sample := format('(abs(hashtextextended(%s::text, 0) %% 10000) + %s) %% 10000 < %s',
                     v_key, 10000 - round(p_sample_from * 100)::integer % 10000, round(p_sample_percent * 100));

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
      select 1 as side, hashtextextended(%1$s::text, 0) %% 1024 as bucket, hashtextextended(%6$s, 1)::numeric as h
        from %2$I.%3$I q where %4$s
      union all
      select 2, hashtextextended(%1$s::text, 0) %% 1024, hashtextextended(%6$s, 1)::numeric
        from (%5$s) q where %4$s)
    select (select count(*) from groups where side = 2),
           array(select bucket::integer from groups group by bucket
                 having %7$s or count(*) filter (where side = 1) <> count(*) filter (where side = 2)
                     or coalesce(sum(h) filter (where side = 1), 0) <> coalesce(sum(h) filter (where side = 2), 0))$q$,
    v_key, v_at.schema_name, v_at.view_name, v_sample, v_definition, v_line,
    -- What is nearly equal has no hash in common: of floating-point numbers every row is compared.
    case when v_near is null then 'false' else 'true' end)
    into rows_checked, v_differing;
  if cardinality(v_differing) = 0 then
    return;
  end if;

  if v_state.exact or v_state.reason = 'refreshed_by_others' then
    select format('select jsonb_build_array(%s) from (%s) d',
                  string_agg(frescura.comparable(c.manner, 'd.k' || k.n), ', ' order by k.n),
                  frescura.dirty_query(p_view_id))
      into v_dirty
      from unnest(v_columns) with ordinality k (name, n)
      join frescura.comparison(v_at.view_oid, v_columns) c on c.name = k.name;
  end if;
  execute format($q$
    with mine as (select %7$s as line, %1$s as key, %8$s as shown, %9$s as near from %2$I.%3$I q
                   where %4$s and hashtextextended(%1$s::text, 0) %% 1024 = any($1)),
         truth as (select %7$s as line, %1$s as key, %8$s as shown, %9$s as near from (%5$s) q
                    where %4$s and hashtextextended(%1$s::text, 0) %% 1024 = any($1)),
         differing as (
           (select key from ((select line, key from mine except all select line, key from truth)
                             union all (select line, key from truth except all select line, key from mine)) x
            union
            select m.key from mine m join truth t on t.key = m.key
             where exists (select from unnest(m.near, t.near) n (one, other)
                            where not frescura.nearly_equal(n.one, n.other)))
           except (%6$s))
    select count(*), coalesce((
             select jsonb_agg(k.shown order by k.shown)
               from (select coalesce((select m.shown from mine m where m.key = d.key limit 1),
                                     (select t.shown from truth t where t.key = d.key limit 1)) as shown
                       from (select key from differing order by key limit 100) d) k), '[]')
      from differing$q$,
    v_key, v_at.schema_name, v_at.view_name, v_sample, v_definition, v_dirty, v_line, v_shown,
    format('array[%s]::float8[]', v_near))
    into differing_keys, keys using v_differing;
end
$$;

comment on function frescura.drift(bigint, real, real) is
'Compares a view (id in frescura.views) with its definition in the caller''s snapshot, a share of the keys '
'(p_sample_percent, beginning at p_sample_from percent of them) or all: rows_checked, differing_keys, and up to 100 of '
'them. Keys that the ledger calls pending are no drift; without tracking every write since the last refresh looks like '
'it. Columns are compared as frescura.comparison says: what the order of rows decides is no drift. Stable on purpose: '
'one snapshot.';
