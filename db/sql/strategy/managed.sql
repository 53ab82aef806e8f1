create or replace function frescura.managed()
returns table (relation oid, view_id bigint, definer oid)
language sql stable
-- Without a search_path of its own, so that it becomes part of the query that asks, and an index answers.
as $$
  select g.tgrelid,
         case when g.tgname ~ '^frescura_managed_[0-9]{1,18}$' then substr(g.tgname, 18)::bigint end,
         to_regclass('frescura.definition_' || substr(g.tgname, 18))::oid
    from pg_catalog.pg_trigger g
   where g.tgname ~ '^frescura_managed_[0-9]{1,18}$' and not g.tgisinternal
$$;

comment on function frescura.managed() is
'The managed tables: relation, the table that stands in place of a materialized view; view_id, of frescura.views; '
'definer, the plain view frescura.definition_<id> that holds its definition, null where that is gone. Such a table is '
'known by its trigger (frescura.refuse_write), which a rename, a dump and a restore keep.';
