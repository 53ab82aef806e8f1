create or replace function frescura.capture_digest(p_view_id bigint) returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view oid := (select at.view_oid from frescura.locate(p_view_id) at);
  v_base oid[];
  v_foreign boolean;
  v_rules oid[];
  v_tracked oid[];
  v_sources bigint[];
  v_family oid[];
  v_missing boolean;
  v_triggers oid[];
  v_functions oid[];
begin
  select array_agg(b.relation) filter (where b.kind in ('r', 'p')), bool_or(b.kind in ('m', 'f')),
         array_agg(b.relation) filter (where b.kind = 'v')
    into v_base, v_foreign, v_rules from frescura.base_relations(v_view) b;
  select array_agg(s.id order by s.id), array_agg(c.oid order by s.id) into v_sources, v_tracked
    from frescura.view_sources s
    join pg_namespace n on n.nspname = s.source_schema
    join pg_class c on c.relnamespace = n.oid and c.relname = s.source_name
   where s.view_id = p_view_id and (s.view_key is not null or s.lookup is not null);
  if v_base is null or v_foreign or v_tracked is null then
    return null;
  end if;
  with recursive family (id, member) as (
    select u.id, u.source from unnest(v_sources, v_tracked) u (id, source)
    union
    select f.id, i.inhrelid from family f join pg_inherits i on i.inhparent = f.member
  )
  select array_agg(distinct f.member order by f.member), bool_or(g.oid is null),
         array_agg(distinct g.oid order by g.oid), array_agg(distinct g.tgfoid order by g.tgfoid)
    into v_family, v_missing, v_triggers, v_functions
    from family f cross join (values ('insert'), ('update'), ('delete'), ('truncate')) o (operation)
    left join pg_trigger g on g.tgrelid = f.member and g.tgname = 'frescura_capture_' || f.id || '_' || o.operation
      and g.tgenabled = 'A';
  if v_missing or not v_base <@ v_family or exists (select from pg_subscription_rel r where r.srrelid = any (v_family))
     or exists (select from frescura.leaves_no_trace(v_family, (select relowner from pg_class where oid = v_view))) then
    return null;
  end if;
  begin
    if exists (select from frescura.mapping_gaps(p_view_id)) then
      return 'mapping_missing';
    elsif exists (select from frescura.split_keys(p_view_id)) then
      return 'key_split';
    end if;
  exception when others then
    -- What cannot be judged is not known, and a refresh must not fail for it.
    raise warning 'The definition of view % could not be judged: %', p_view_id, sqlerrm;
    return null;
  end;
  -- What the definition calls, too: another body may give other rows.
  -- And what that calls, as far as PostgreSQL knows: of bodies in standard SQL, which it parses, and not of texts.
  v_functions := v_functions || array(
    with recursive called as (
      select d.refobjid as oid from pg_rewrite w
        join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
          and d.refclassid = 'pg_proc'::regclass
       where w.ev_class = frescura.definer(v_view) or w.ev_class = any (v_rules)
      union
      select d.refobjid from called c
        join pg_depend d on d.classid = 'pg_proc'::regclass and d.objid = c.oid and d.refclassid = 'pg_proc'::regclass)
    select oid from called);
  v_functions := array(select f from unnest(v_functions) f order by f);
  v_rules := array(select w.oid from pg_rewrite w where w.ev_class = any (v_rules) order by w.oid);
  return concat_ws(' ', v_sources, v_tracked,
    v_triggers, array(select g.xmin from unnest(v_triggers) with ordinality u (id, n) join pg_trigger g on g.oid = u.id
                      order by u.n),
    v_functions, array(select p.xmin from unnest(v_functions) with ordinality u (id, n) join pg_proc p on p.oid = u.id
                       order by u.n),
    v_rules, array(select w.xmin from unnest(v_rules) with ordinality u (id, n) join pg_rewrite w on w.oid = u.id
                   order by u.n),
    v_family, array(select i.xmin from pg_inherits i where i.inhparent = any (v_family) order by i.xmin::text));
end
$$;

comment on function frescura.capture_digest(bigint) is
'A fingerprint of the capture of a view (id in frescura.views): every source and its partitions, the triggers on them, '
'their functions and those that the definition calls, the rules of plain views between, and the versions of all those '
'catalog rows, so that a trigger disabled and enabled again shows. As frescura.capture_holds takes it: sources, their '
'tables; triggers, functions and rules, each with the versions after them; tables with their partitions, versions of '
'the partitions. Null while a source is not tracked, receives logical replication, leaves no trace '
'(frescura.leaves_no_trace), or a trigger is missing or not ENABLE ALWAYS; mapping_missing while a source has fewer '
'mappings than it needs (frescura.mapping_gaps), key_split where rows of several tables make up a key '
'(frescura.split_keys).';
