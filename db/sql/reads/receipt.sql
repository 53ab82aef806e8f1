create or replace function frescura.receipt() returns text
language sql volatile security definer set search_path = pg_catalog, public, pg_temp
as $$
  -- As the owner, who alone reads the key; nobody chooses what is signed.
  select r.text || '.' || frescura.receipt_mac(r.text)
    from (select format('r2.%s.%s', d.oid, pg_current_xact_id())
            from pg_database d where d.datname = current_database()) r (text)
$$;

comment on function frescura.receipt() is
'A token for what the current transaction writes: hand it to frescura.visible (or GET /api/v1/mv/visible/<view>) to '
'learn when a view contains it. It ends with a MAC, by which none can be made up or altered.';
