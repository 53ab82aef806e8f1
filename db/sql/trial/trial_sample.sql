create or replace function frescura.trial_sample(p_source regclass, p_rows integer, p_row_key text)
returns table (place text, other_place text, source_key text)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_referred text;
  v_sampled text;
begin
  -- Rows to which others refer, and rows to which none does: the latter can be deleted.
  select string_agg(format('exists (select from %s f where %s)', k.conrelid::regclass, (
           select string_agg(format('f.%I = r.%I', f.attname, r.attname), ' and ')
             from unnest(k.conkey, k.confkey) u (here, there)
             join pg_attribute f on f.attrelid = k.conrelid and f.attnum = u.here
             join pg_attribute r on r.attrelid = k.confrelid and r.attnum = u.there)), ' or ')
    into v_referred from pg_constraint k where k.confrelid = p_source and k.contype = 'f' and k.conparentid = 0;
  select case when sum(greatest(c.reltuples, 0)) > 10000
              then format(' tablesample system (%s)', least(100, 100000.0 / sum(c.reltuples))) else '' end
    into v_sampled from pg_class c where c.oid in (select frescura.family(p_source));
  return query execute format($q$
    with seen as materialized (
      select format('(tableoid, ctid) = (%%s::oid, %%L::tid)', r.tableoid::oid, r.ctid) as place, (%4$s)::text as name,
             coalesce(%3$s, false) as is_referred
        from (select tableoid, ctid, * from %1$s%2$s limit 1000) r
    ), ranked as (
      select s.*, row_number() over (partition by s.is_referred order by random()) as n from seen s
    ), chosen as (
      select r.*, row_number() over (order by r.n, r.is_referred desc) as n_all from ranked r
       order by r.n, r.is_referred desc limit %5$s + 1
    )
    select c.place, coalesce(lead(c.place) over (order by c.n_all), first_value(c.place) over (order by c.n_all)),
           c.name
      from chosen c order by c.n_all limit %5$s$q$,
    p_source, v_sampled, coalesce(v_referred, 'false'), p_row_key, p_rows);
end
$$;

comment on function frescura.trial_sample(regclass, integer, text) is
'Up to p_rows rows of a table for trial writes, chosen by chance, half of them such as others refer to by foreign '
'keys: each as a condition that finds it, another one of them, and the key of the row by the expression p_row_key.';
