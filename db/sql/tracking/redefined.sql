create or replace function frescura.redefined(p_digest text) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select exists (
    select from string_to_array(p_digest, ' ') d (part)
     cross join lateral unnest(d.part[5]::oid[], d.part[6]::xid[]) f (oid, version)
      left join pg_proc p on p.oid = f.oid
     where cardinality(d.part) = 10 and p.xmin <> f.version
       and not (p.pronamespace = 'frescura'::regnamespace and p.prorettype = 'trigger'::regtype))
$$;

comment on function frescura.redefined(text) is
'Whether a function that the definition of a view calls was replaced since frescura.capture_digest made that '
'fingerprint, so that the view''s rows may be others now.';
