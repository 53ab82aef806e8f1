create or replace function frescura.is_receipt(p_receipt text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
  -- By their digests, so that how long it takes says nothing of where they differ.
  select coalesce(sha256(convert_to(m[2], 'UTF8')) = sha256(convert_to(frescura.receipt_mac(m[1]), 'UTF8')), false)
    from (select regexp_match(p_receipt, '^(r2\.[0-9]{1,10}\.[0-9]{1,19})\.([0-9a-f]{32})$')) r (m)
$$;

comment on function frescura.is_receipt(text) is
'Whether a receipt is one that frescura.receipt handed out, by the MAC at its end. It tells that alone: the key, and '
'what would sign another text, stay with the owner of the schema.';
