create or replace function frescura.unsteady(p_tree text) returns text
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select case
    when p_tree ~ '\{SQLVALUEFUNCTION' then 'it asks for the time or for the user (current_date, current_user …)'
    when p_tree ~ '\{NEXTVALUEEXPR' then 'it takes numbers from a sequence'
    else (
      select case
          when p.provolatile = 'v' then format('the function %s gives something else each time', p.proname)
          when p.oid >= 16384 then format('the function %s is not immutable, so that it may read other tables or settings', p.proname)
          when p.proname in ('now', 'transaction_timestamp', 'statement_timestamp') then format('it asks for the time (%s)', p.proname)
          else format('the function %s depends on the time zone of the session; write "at time zone ''…''" first', p.proname) end
        from (select distinct m[1]::oid as oid from regexp_matches(p_tree, ':(?:funcid|opfuncid|aggfnoid|winfnoid) (\d+)', 'g') m) f
        join pg_proc p on p.oid = f.oid
       where p.provolatile = 'v'
          or (p.provolatile = 's' and (p.oid >= 16384 or p.pronargs = 0
              or 'timestamptz'::regtype in (select p.prorettype union all select unnest(p.proargtypes::oid[]))))
       order by p.provolatile = 'v' desc, p.oid limit 1)
  end
$$;

comment on function frescura.unsteady(text) is
'Why a query can give different rows without a write, in words; null where it cannot. Takes the tree of its rule (pg_rewrite.ev_action), which names functions without doubt, where text has literals and aliases. Seen: volatile functions, own ones that are not immutable, the clock, and casts by the time zone of the session.';
