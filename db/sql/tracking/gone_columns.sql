create or replace function frescura.gone_columns(p_view_id bigint)
returns table (source_id bigint, column_name text)
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v record;
begin
  for v in
    select s.id, c.oid::regclass as source, e.expression,
           case when m[1] like '"%' then replace(substr(m[1], 2, length(m[1]) - 2), '""', '"') else lower(m[1]) end
             as name
      from frescura.view_sources s
      join pg_namespace ns on ns.nspname = s.source_schema
      join pg_class c on c.relnamespace = ns.oid and c.relname = s.source_name
     cross join lateral unnest(s.view_key || array[s.key_expression, s.amount_expression, s.currency_expression,
                                                   s.reference_expression, s.occurred_expression]) e (expression)
     cross join lateral regexp_matches(e.expression, '\mr\.("(?:[^"]|"")+"|[[:alpha:]_][\w$]*)', 'g') m
     where s.view_id = p_view_id and (s.view_key is not null or s.lookup is not null)
     order by s.id, 4
  loop
    if (v.id, v.name) is distinct from (source_id, column_name)
       and not exists (select from pg_attribute a where a.attrelid = v.source and a.attname = v.name
                       and not a.attisdropped) then
      -- It may be no column at all, such as a part of a text: the parser knows.
      begin
        execute format('select %s from %s r limit 0', v.expression, v.source);
      exception when undefined_column then
        source_id := v.id;
        column_name := v.name;
        return next;
      end;
    end if;
  end loop;
end
$$;

comment on function frescura.gone_columns(bigint) is
'The columns that expressions over the written row r name and that their source has not (any more), for the tracked '
'sources of a view (id in frescura.views): the row in frescura.view_sources, and the name.';
