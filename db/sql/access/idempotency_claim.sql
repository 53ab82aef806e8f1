create or replace function frescura.idempotency_claim(
  p_caller text, p_key text, p_fingerprint text,
  out claimed boolean, out same boolean, out status integer, out headers jsonb, out body text)
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_row frescura.idempotency_keys;
begin
  -- What was answered counts for a day; what nobody lived to answer, until no refresh can be that slow.
  insert into frescura.idempotency_keys as k (caller, key, fingerprint) values (p_caller, p_key, p_fingerprint)
  on conflict (caller, key) do update
     set fingerprint = excluded.fingerprint, claimed_at = excluded.claimed_at, status = null, headers = null,
         body = null
   where k.claimed_at < clock_timestamp() - case when k.status is null then interval '1 hour' else interval '1 day' end
  returning * into v_row;
  claimed := found;
  if not claimed then
    select * into v_row from frescura.idempotency_keys k where k.caller = p_caller and k.key = p_key;
  end if;
  same := v_row.fingerprint is not distinct from p_fingerprint;
  status := v_row.status;
  headers := v_row.headers;
  body := v_row.body;
end
$$;

comment on function frescura.idempotency_claim(text, text, text) is
'Claims a key that a caller chose for a request with a fingerprint. claimed: it is this request''s to answer; else '
'same says whether it was asked with the same fingerprint, and status, headers and body are its answer (status null '
'while it is under way). An answer counts for a day, a claim without one for an hour.';
