create or replace function frescura.unsteady(p_tree jsonb)
returns table (code text, detail jsonb)
language sql stable set search_path = pg_catalog, pg_temp
as $$
  with node as materialized (
    select x, x ->> 'node' as kind from jsonb_path_query(p_tree, 'strict $.** ? (exists(@.node))') x
  ), call as materialized (
    select p.oid, p.proname, p.provolatile, p.prorettype, p.proargtypes::oid[] as arguments, n.x -> 'args' as given
      from node n
      join pg_proc p on p.oid = coalesce(n.x #>> '{funcid,0}', n.x #>> '{opfuncid,0}', n.x #>> '{aggfnoid,0}',
                                         n.x #>> '{winfnoid,0}')::oid
     where n.x ?| array['funcid', 'opfuncid', 'aggfnoid', 'winfnoid'] and (p.provolatile <> 'i')
  ), judged as (
    select c.oid, c.proname, case
             when c.provolatile = 'v' then 'volatile'
             when c.oid >= 16384 then 'not_immutable'
             when c.proname in ('now', 'transaction_timestamp', 'statement_timestamp') then 'clock'
             -- With the zone given they are steady.
             when c.proname = 'date_trunc' and cardinality(c.arguments) = 3 then null
             -- What they say goes by how their arguments are written.
             when c.proname in ('format', 'concat', 'concat_ws', 'anytextcat', 'textanycat', 'array_to_string',
                                'quote_literal', 'quote_nullable', 'row_to_json', 'array_to_json')
                  or c.proname ~ '^jsonb?_(build_(array|object)|agg|object_agg)|^to_jsonb?$'
             then case when w.setting is not null then 'session' end
             when 'timestamptz'::regtype in (select c.prorettype union all select unnest(c.arguments)) then 'zone'
             -- Constant formats that name nothing of a locale: no TM, and for numbers no L, D, G.
             when c.proname in ('to_char', 'to_date', 'to_number') and f.letters is not null
                  and f.letters !~* case when c.arguments[0] in ('timestamp'::regtype, 'interval'::regtype)
                                           or c.proname = 'to_date' then 'tm' else '[ldg]' end then null
             else 'unjudged' end as code, w.setting
      from call c
     cross join lateral (select min(frescura.session_setting(frescura.node_type(a),
                                    case when c.proname ~ 'json' then 'json' else 'out' end)) as setting
                           from jsonb_array_elements(c.given -> 0) a where jsonb_typeof(c.given -> 0) = 'array') w
     cross join lateral (select string_agg(chr(b::integer), '' order by n) as letters
                           from jsonb_path_query_array(c.given, '$[0][1] ? (@.node == "CONST").constvalue[1]') v,
                                jsonb_array_elements_text(v -> 0) with ordinality b (b, n)
                          where n > 4 and b::integer > 0) f
  ), cast_by_text as (
    select coalesce(frescura.session_setting(frescura.node_type(n.x #> '{arg,0}'), 'out'),
                    frescura.session_setting((n.x #>> '{resulttype,0}')::oid, 'in')) as setting
      from node n
     -- The place of a lookup's key, which capture writes in one way that is read alike under any setting.
     where n.kind = 'COERCEVIAIO' and n.x #>> '{arg,0,constisnull,0}' is distinct from 'true'
  )
  select j.code, jsonb_strip_nulls(jsonb_build_object('function', j.proname, 'setting',
                                   case when j.code = 'session' then j.setting end))
    from judged j where j.code is not null
  union
  select 'session', jsonb_build_object('function', 'cast', 'setting', c.setting)
    from cast_by_text c where c.setting is not null
  union
  select 'clock', jsonb_build_object('function', 'current_date') from node n where n.kind = 'SQLVALUEFUNCTION'
  union
  select 'volatile', jsonb_build_object('function', 'nextval') from node n where n.kind = 'NEXTVALUEEXPR'
  union
  select 'unjudged', jsonb_build_object('function', lower(n.kind)) from node n
   where n.kind in ('XMLEXPR', 'XMLSERIALIZE')
$$;

comment on function frescura.unsteady(jsonb) is
'Why what a tree of frescura.node_tree computes could change without a write, by code and detail; no row where it '
'cannot. volatile: another value each time (function). not_immutable: a function of somebody''s own that is not '
'immutable, so that it may read other tables or settings. clock: it asks for the time or for the user. zone: it '
'depends on the session''s time zone. session: a value is written as text, or read from it, as a setting says '
'(function, setting). unjudged: a function of PostgreSQL''s that may depend on a setting.';
