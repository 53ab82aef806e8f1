create or replace function frescura.receipt_mac(p_text text) returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  -- HMAC of RFC 2104, since PostgreSQL brings none itself: the key in a block of 64 bytes, once for each pass.
  v_key constant bytea := (select sha256(convert_to(k.key, 'UTF8')) || decode(repeat('00', 32), 'hex')
                             from frescura.receipt_key k);
  v_inner bytea := v_key;
  v_outer bytea := v_key;
begin
  for i in 0..63 loop
    v_inner := set_byte(v_inner, i, get_byte(v_key, i) # 54);
    v_outer := set_byte(v_outer, i, get_byte(v_key, i) # 92);
  end loop;
  return left(encode(sha256(v_outer || sha256(v_inner || convert_to(p_text, 'UTF8'))), 'hex'), 32);
end
$$;

comment on function frescura.receipt_mac(text) is
'HMAC-SHA256 of a text by the key of receipts (SHA-256 of frescura.receipt_key.key), its first 128 bits in hex.';
