create or replace function frescura.make_managed(p_view_id bigint, p_view oid) returns text[]
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  c pg_class;
  v_definer text := format('frescura.%I', 'definition_' || p_view_id);
  v_new text;
begin
  -- Takes the lock that keeps a REFRESH by anybody out, and no reader.
  execute format('comment on materialized view %s is %L', p_view::regclass, obj_description(p_view, 'pg_class'));
  select * into c from pg_class where oid = p_view;
  v_new := format('%s.%I', c.relnamespace::regnamespace, 'frescura_managed_' || p_view_id);
  execute format('create view %s (%s) as %s', v_definer,
                 (select string_agg(format('%I', a.attname), ', ' order by a.attnum)
                    from pg_attribute a where a.attrelid = p_view and a.attnum > 0), frescura.definition(p_view));
  execute format('comment on view %s is %L', v_definer,
                 format('The definition of the managed table of view %s. Made by frescura.make_managed.', p_view_id));
  execute format('create table %s (like %s) using %I with (%s)%s', v_new, p_view::regclass,
                 (select amname from pg_am where oid = c.relam),
                 array_to_string(array(select o from unnest(c.reloptions) o where o not like 'fillfactor=%')
                                 -- Room for the next version of a row beside it: no index is touched then.
                                 || '{fillfactor=90}'::text[], ', '),
                 coalesce(' tablespace ' || (select quote_ident(s.spcname) from pg_tablespace s
                                              where s.oid = c.reltablespace), ''));
  -- Its rows are those of its last refresh, and its baseline with them.
  execute format('insert into %s select * from %s', v_new, p_view::regclass);
  perform frescura.copy_indexes(p_view, v_new::regclass);
  execute format('create trigger %I before insert or update or delete or truncate on %s '
                 'for each statement execute function frescura.refuse_write()',
                 'frescura_managed_' || p_view_id, v_new);
  execute format('alter table %s enable always trigger %I', v_new, 'frescura_managed_' || p_view_id);
  execute format('analyze %s', v_new);
  perform frescura.copy_looks(p_view, v_new::regclass);
  update frescura.view_strategies set storage = jsonb_build_object('options', c.reloptions) where view_id = p_view_id;
  return frescura.swap_view(p_view_id, p_view, v_new::regclass);
end
$$;

comment on function frescura.make_managed(bigint, oid) is
'Makes a managed table of a materialized view (id in frescura.views, its oid), with its rows, indexes, owner, grants '
'and comments, and fillfactor 90; its definition goes into the plain view frescura.definition_<id>, through which '
'PostgreSQL keeps following what it reads. Readers go on while the rows are copied. Returns what frescura.swap_view '
'does. Called by frescura.set_strategy.';
