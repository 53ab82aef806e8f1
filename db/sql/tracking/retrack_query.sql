create or replace function frescura.retrack_query(p_source_id bigint, p_old text, p_new text) returns text
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  with named as (
    -- The column of the written row, quoted or not; nothing that is called so elsewhere.
    select s.*, v.slug, frescura.display_name(s.source_schema, s.source_name) as source,
           '\mr\.("' || replace(p_old, '"', '""') || '"|' || p_old || ')(?!\w)' as old,
           'r.' || quote_ident(p_new) as new
      from frescura.view_sources s join frescura.views v on v.id = s.view_id where s.id = p_source_id
  )
  select format('select frescura.track(%L, %L', n.slug, n.source)
         || coalesce(', p_key => array[' || (select string_agg(quote_literal(regexp_replace(k, n.old, n.new, 'g')), ', '
                                                                order by o)
                                               from unnest(n.view_key) with ordinality u (k, o)) || ']', '')
         || coalesce((select string_agg(format(', %s => %L', e.name, regexp_replace(e.value, n.old, n.new, 'g')), ''
                                        order by e.o)
                        from (values (1, 'p_amount', n.amount_expression), (2, 'p_currency', n.currency_expression),
                                     (3, 'p_row_key', n.key_expression), (4, 'p_reference', n.reference_expression),
                                     (5, 'p_occurred', n.occurred_expression)) e (o, name, value)
                       where e.value is not null), '')
         || coalesce(', p_lookup => ' || quote_literal(n.lookup), '')
         || coalesce(', p_threshold => ' || n.threshold, '')
         || case when n.mapping <> 'main' then format(', p_mapping => %L', n.mapping) else '' end || ');'
    from named n
$$;

comment on function frescura.retrack_query(bigint, text, text) is
'The SQL that tracks a source (id in frescura.view_sources) as it is tracked now, but with the new name of a column '
'that its expressions over the written row name by the old one.';
