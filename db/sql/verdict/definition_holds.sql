create or replace function frescura.definition_holds(p_digest text) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select not exists (
           select from unnest(d.part[1]::oid[], d.part[2]::text[]) f (oid, version)
             left join pg_proc p on p.oid = f.oid where p.xmin::text is distinct from f.version)
     and not exists (
           select from unnest(d.part[3]::oid[], d.part[4]::text[]) r (oid, version)
             left join pg_rewrite w on w.oid = r.oid where w.xmin::text is distinct from r.version)
    from (select string_to_array(p_digest, ' ') as part) d
$$;

comment on function frescura.definition_holds(text) is
'Whether all that a definition calls and goes through is still what frescura.definition_digest made that fingerprint '
'of.';
