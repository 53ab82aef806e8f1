create or replace function frescura.register(
  p_view text, p_slug text default null, p_sla_seconds integer default null, p_stale_seconds integer default null,
  p_title text default null, p_time_zone text default null)
returns bigint
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_at record;
  v_id bigint;
  v_sla integer := coalesce(p_sla_seconds, 3600);
  v_stale integer := coalesce(p_stale_seconds, least(2 * coalesce(p_sla_seconds, 3600)::bigint, 2147483647));
  v_zone text := coalesce(p_time_zone, 'America/Mexico_City');
  v_slug text;
begin
  select * into v_at from frescura.find_matview(p_view);
  perform frescura.check_view_settings(p_slug, v_sla, v_stale, v_zone);

  select v.slug into v_slug from frescura.views v cross join lateral frescura.locate(v.id) at
   where at.view_oid = v_at.view_oid or (v.schema_name = v_at.schema_name and v.view_name = v_at.view_name)
   limit 1;
  if found then
    raise exception 'the view % is registered already, as "%"', format('%I.%I', v_at.schema_name, v_at.view_name), v_slug
      using errcode = 'duplicate_object', hint = 'Change its settings instead.';
  end if;
  select format('%I.%I', v.schema_name, v.view_name) into v_slug from frescura.views v where v.slug = p_slug;
  if found then
    raise exception 'the slug "%" is taken by %', p_slug, v_slug
      using errcode = 'unique_violation', hint = 'Choose another one.';
  end if;

  insert into frescura.views (slug, title, schema_name, view_name, view_oid, sla_seconds, stale_seconds, time_zone)
  values (coalesce(p_slug, frescura.slug(v_at.schema_name, v_at.view_name)),
          coalesce(nullif(trim(p_title), ''), frescura.title(v_at.view_name)),
          v_at.schema_name, v_at.view_name, v_at.view_oid, v_sla, v_stale, v_zone)
  returning id into v_id;
  insert into frescura.schedules (view_id, tier, cron, time_zone)
  select v_id, s.tier, s.cron, v_zone
    from (values ('hourly', '0 * * * *'), ('working-hours', '*/15 9-18 * * 1-5')) s (tier, cron);
  return v_id;
end
$$;

comment on function frescura.register(text, text, integer, integer, text, text) is
'Registers a materialized view given by name or schema.name, with its slug (default: from its name), SLA and end of stale in seconds (default 3600, and twice the SLA), title and time zone, and gives it the hourly and working-hours schedules. Returns its id in frescura.views. Raises undefined_table for no such materialized view, wrong_object_type for something else of that name, duplicate_object for one registered already, unique_violation for a slug in use, invalid_parameter_value for a setting that makes no sense.';
