create or replace function frescura.leaves_no_trace(p_tables oid[], p_owner oid)
returns table (relation oid, code text)
language sql stable parallel safe set search_path = pg_catalog, public, pg_temp
as $$
  select c.oid, case when c.relpersistence = 'u' then 'unlogged' else 'row_security' end
    from pg_class c
   where c.oid = any (p_tables)
     and (c.relpersistence = 'u'
          or c.relrowsecurity and (c.relforcerowsecurity or not pg_has_role(p_owner, c.relowner, 'usage'))
             and not exists (select from pg_roles r where r.oid = p_owner and (r.rolsuper or r.rolbypassrls)))
$$;

comment on function frescura.leaves_no_trace(oid[], oid) is
'Which of these tables can change for a view without a write that is seen, the view''s owner given, by code: unlogged '
'(a crash empties it), row_security (a policy decides what the owner sees, by settings of the session perhaps).';
