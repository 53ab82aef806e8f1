create or replace function frescura.session_lives(
  p_created_at timestamptz, p_seen_at timestamptz, p_ended_at timestamptz) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select p_ended_at is null
         and p_created_at > clock_timestamp() - frescura.setting('session_limit')::interval
         and p_seen_at > clock_timestamp() - frescura.setting('session_idle')::interval
$$;

comment on function frescura.session_lives(timestamptz, timestamptz, timestamptz) is
'Whether a session that began, was last seen and was ended (null: not) at these moments still counts: within its '
'absolute limit (frescura.setting: session_limit) and its idle one (session_idle). Raises nothing.';
