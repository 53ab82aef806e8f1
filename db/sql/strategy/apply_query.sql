create or replace function frescura.apply_query(p_view oid, p_whole boolean) returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_id bigint := frescura.managed_by(p_view);
  v_key text[] := frescura.told_apart_by(v_id, p_view);
  v_definition text := frescura.definition(p_view);
  v_names text;
  v_lines text;
  v_keys text;
  v_excluded text;
  v_upsert boolean;
begin
  select string_agg(format('%I', a.attname), ', ' order by a.attnum),
         string_agg(format('%I = excluded.%1$I', a.attname), ', ' order by a.attnum)
    into v_names, v_excluded
    from pg_attribute a where a.attrelid = p_view and a.attnum > 0 and not a.attisdropped;
  v_lines := (select format('row(%s)::record operator(pg_catalog.*=) row(%s)::record',
                            string_agg(format('h.%I', a.attname), ', ' order by a.attnum),
                            string_agg(format('n.%I', a.attname), ', ' order by a.attnum))
                from pg_attribute a where a.attrelid = p_view and a.attnum > 0 and not a.attisdropped);
  v_keys := (select string_agg(format('%I', k), ', ') from unnest(v_key) k);
  -- A row is changed in place where its key is the only thing that is unique: two rows that swap a value of another
  -- unique index would each find it taken.
  v_upsert := exists (select from frescura.unique_keys(p_view) k where k @> v_key and k <@ v_key)
    and (select count(*) = 1
                -- Of another collation than the column it would tell rows apart that are one key here.
                and bool_and((select bool_and(a.attcollation = x.collated)
                                from unnest(i.indkey::int2[], i.indcollation::oid[]) x (attnum, collated)
                                join pg_attribute a on a.attrelid = p_view and a.attnum = x.attnum
                               where x.collated is not null))
           from pg_index i where i.indrelid = p_view and i.indisunique);
  return format('with %1$s, %2$s, gone as (delete from only %3$s where ctid = any (array(%4$s)) returning 1), '
                -- What is counted first is done first: no row is put where one is still to go.
                'put as (insert into %3$s (%5$s) select * from (%6$s) n where (select count(*) from gone) >= 0 %7$s '
                'returning 1) '
                'select %8$s, (select count(*) from gone) + (select count(*) from put) as written',
    case when p_whole
      then format('truth as materialized (select %1$s from (%2$s) n), '
                  'held as not materialized (select h.ctid as "frescura place", %1$s from only %3$s h)',
                  v_names, v_definition, p_view::regclass)
      else format('whole as materialized (select %1$s as so), '
                  'found as materialized (select * from (%2$s) d where not (select so from whole) limit $2 + 1), '
                  'keys as materialized (select * from found where (select count(*) from found) <= $2), '
                  -- Key by key, each by an index; otherwise the whole of the sources can look cheaper, and is not.
                  'truth as materialized (select n.* from keys d cross join lateral ('
                    'select %3$s from (%4$s) n where %5$s offset 0) n), '
                  'held as materialized (select h.* from keys d cross join lateral ('
                    'select h.ctid as "frescura place", %3$s from only %6$s h where %7$s offset 0) h)',
                  frescura.whole_query(v_id, '$1'), frescura.dirty_query(v_id, '$1'), v_names, v_definition,
                  frescura.key_match(p_view, v_key, 'n', 'd', true), p_view::regclass,
                  frescura.key_match(p_view, v_key, 'h', 'd', true)) end,
    case when v_upsert then 'twice as (select 1)'
      else format('twice as materialized (select %1$s from truth group by %1$s having count(*) > 1 union '
                  'select %1$s from held group by %1$s having count(*) > 1)', v_keys) end,
    p_view::regclass,
    case when v_upsert
      then format('select h."frescura place" from held h where not exists (select from truth n where %s)',
                  frescura.key_match(p_view, v_key, 'h', 'n'))
      else format('select h."frescura place" from held h where not exists (select from truth n where %s and %s) '
                  'union all select h."frescura place" from held h join twice n on %1$s',
                  frescura.key_match(p_view, v_key, 'h', 'n'), v_lines) end,
    v_names,
    format('select n.* from truth n where not exists (select from held h where %s and %s)',
           frescura.key_match(p_view, v_key, 'h', 'n'), v_lines)
    || case when v_upsert then ''
            else format(' and not exists (select from twice h where %1$s) '
                        'union all select n.* from truth n where exists (select from twice h where %1$s)',
                        frescura.key_match(p_view, v_key, 'h', 'n')) end,
    case when v_upsert then format('on conflict (%s) do update set %s', v_keys, v_excluded) else '' end,
    case when p_whole then 'false as whole, null::bigint as keys, false as many'
         else '(select so from whole) as whole, (select count(*) from found) as keys, '
              '(select count(*) from found) > $2 as many' end);
end
$$;

comment on function frescura.apply_query(oid, boolean) is
'The one statement that brings a managed table (its oid) up to its definition: the keys that its ledger has since the '
'baseline snapshot $1, up to $2 of them, or p_whole: all. One statement has one snapshot, so that the rows that it '
'writes are of one moment. Written is what differs to the byte: what is gone is deleted, what changed is changed in '
'place; where the key is not the only unique index, rows that differ are deleted and inserted, and all rows of a key '
'that has several. A key that is null equals no other, so that such rows are written anew. Returns whole (nothing was '
'done: it is not known by key what changed), keys, many (nothing was done: more keys than $2), written (rows).';
