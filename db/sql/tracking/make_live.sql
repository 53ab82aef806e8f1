create or replace function frescura.make_live(p_view_id bigint) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  t frescura.tracking;
  v_at record;
  v_columns text;
  v_match text;
  v_definition text;
  v_grouped boolean;
  v_recomputed text;
  v_live text;
begin
  select * into strict t from frescura.tracking where view_id = p_view_id;
  select * into v_at from frescura.locate(p_view_id);
  perform frescura.judge(p_view_id);
  select string_agg(format('q.%I', a.attname), ', ' order by a.attnum) into v_columns
    from pg_attribute a where a.attrelid = v_at.view_oid and a.attnum > 0 and not a.attisdropped;
  select string_agg(format('q.%I = d.k%s', name, n), ' and ' order by n) into v_match
    from unnest(t.key_columns) with ordinality k (name, n);
  v_definition := frescura.definition(v_at.view_oid);
  -- A definition that groups is no part of a larger plan: whole, it would be computed for all keys. Kept apart, the
  -- keys go into it one by one, and an index answers. Whatever does not group is planned better as one.
  select string_agg(w.ev_action::text,
                    ' ') ~ ':hasAggs true|:groupClause \(\{|:distinctClause \(\{|\{SETOPERATIONSTMT :op \d+ :all '
                           'false|\{SETOPERATIONSTMT :op [23]'
    into v_grouped
    from pg_rewrite w
   where w.ev_class = frescura.definer(v_at.view_oid)
      or w.ev_class in (select b.relation from frescura.base_relations(v_at.view_oid) b where b.kind = 'v');
  if v_grouped then
    -- The key is the ledger's, where equal means the same: what a reader asks of it then goes to the ledger's index.
    select string_agg(case when k.n is not null and frescura.equal_is_same(a.attrelid, a.attnum)
                      then format('d.k%s as %I', k.n, a.attname)
                           else format('q.%I', a.attname) end, ', ' order by a.attnum)
      into v_recomputed
      from pg_attribute a left join unnest(t.key_columns) with ordinality k (name, n) on k.name = a.attname
     where a.attrelid = v_at.view_oid and a.attnum > 0 and not a.attisdropped;
  end if;
  -- The state is asked once, above all branches: each gets its share of that filter as one to be judged before the
  -- branch is run, and parallel workers are told the answer. In a WITH it would keep them out of the whole query.
  -- The dirty keys are left out above the branches too: a branch that is nothing but a table is scanned as that table
  -- would be, by as many workers, and only the columns that are asked for are carried along.
  v_live := format($live$
    select %1$s from (
      select 1 as "mv part", %1$s from %2$I.%3$I q
      union all
      select 2, %9$s from (%5$s) d cross join lateral (select * from (%7$s) q where %6$s%10$s) q
      union all
      select 3, %1$s from (%7$s) q) q
     where (q."mv part" < 3) = (
             select s.known and not (%11$s)
               from frescura.baseline_status(%4$s) s)
       and not exists (select from (%8$s) d where %6$s and q."mv part" = 1)$live$,
    v_columns, v_at.schema_name, v_at.view_name, p_view_id,
    frescura.dirty_query(p_view_id), v_match,
    v_definition, frescura.dirty_query(p_view_id, null, false),
    coalesce(v_recomputed, v_columns), case when v_grouped then ' offset 0' else '' end,
    frescura.whole_query(p_view_id, 's.baseline'));
  perform frescura.put_live(p_view_id, v_live, format(
    '%s.%s as it would be if it were refreshed now: its rows without the keys written since, and those recomputed from '
    'the definition. Where the ledger is not enough, the definition itself. Made by frescura.make_live.',
    v_at.schema_name, v_at.view_name));
end
$$;

comment on function frescura.make_live(bigint) is
'Makes the live view of a tracked view (id in frescura.views) under the name of frescura.name_live, or makes it again: '
'exact at every moment, for those who may read the view. Raises what that raises. Called by frescura.track.';
