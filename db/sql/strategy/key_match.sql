create or replace function frescura.key_match(p_view oid, p_key text[], p_left text, p_right text,
                                              p_ledger boolean default false)
returns text
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select string_agg(format('%s.%I %s %s.%I', p_left, k.name,
                           -- By the index, since the = of a type that an extension made may be on no path.
                           coalesce((select format('operator(%I.%s)', n.nspname, o.oprname)
                                       from pg_index i
                                      cross join lateral unnest(i.indkey::int2[], i.indclass::oid[]) x (attnum, class)
                                       join pg_opclass c on c.oid = x.class
                                       join pg_amop m on m.amopfamily = c.opcfamily and m.amopstrategy = 3
                                        and m.amoplefttype = c.opcintype and m.amoprighttype = c.opcintype
                                       join pg_operator o on o.oid = m.amopopr
                                       join pg_namespace n on n.oid = o.oprnamespace
                                      where i.indrelid = p_view and i.indisunique and x.attnum = a.attnum
                                        and c.opcmethod = (select oid from pg_am where amname = 'btree')
                                      order by i.indexrelid limit 1), '='),
                           p_right, case when p_ledger then 'k' || k.n else k.name end), ' and ' order by k.n)
    from unnest(p_key) with ordinality k (name, n)
    join pg_attribute a on a.attrelid = p_view and a.attname = k.name
$$;

comment on function frescura.key_match(oid, text[], text, text, boolean) is
'The condition by which rows have the same key, as SQL: of a view (its oid) the columns p_key, of p_left, equal those '
'of p_right, or, with p_ledger, its k1, k2, ... Equal is what the unique index of the view goes by.';
