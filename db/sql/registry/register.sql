create or replace function frescura.register(
  p_view text, p_slug text default null, p_sla_seconds integer default null, p_stale_seconds integer default null,
  p_title text default null, p_time_zone text default null)
returns bigint
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_at record;
  v_id bigint;
  v_sla integer := coalesce(p_sla_seconds, frescura.setting('sla_seconds')::integer);
  v_stale integer := coalesce(p_stale_seconds, least(2 * v_sla::bigint, 2147483647));
  v_zone text := coalesce(p_time_zone, frescura.setting('time_zone'));
  v_slug text;
  v_title text;
begin
  select c.oid as view_oid, n.nspname::text as schema_name, c.relname::text as view_name into v_at
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.oid = frescura.resolve('matview', p_view)::oid;
  perform frescura.check_view_settings(p_slug, v_sla, v_stale, v_zone);

  select v.slug into v_slug from frescura.views v cross join lateral frescura.locate(v.id) at
   where at.view_oid = v_at.view_oid or (v.schema_name = v_at.schema_name and v.view_name = v_at.view_name)
   limit 1;
  if found then
    raise exception 'the view % is registered already, as "%"', format('%I.%I', v_at.schema_name, v_at.view_name),
      v_slug
      using errcode = 'duplicate_object', hint = 'Change its settings instead.';
  end if;
  select format('%I.%I', v.schema_name, v.view_name) into v_slug from frescura.views v where v.slug = p_slug;
  if found then
    raise exception 'the slug "%" is taken by %', p_slug, v_slug
      using errcode = 'unique_violation', hint = 'Choose another one.';
  end if;

  -- A name that was quoted on purpose is kept as it is.
  v_title := trim(replace(regexp_replace(v_at.view_name, '_mv$', ''), '_', ' '));
  v_title := case when v_at.view_name ~ '^[a-z0-9_]+$' and v_title <> ''
                  then upper(left(v_title, 1)) || substr(v_title, 2) else v_at.view_name end;
  insert into frescura.views (slug, title, schema_name, view_name, view_oid, sla_seconds, stale_seconds, time_zone,
                              pending_currency)
  values (coalesce(p_slug, frescura.slug(v_at.schema_name, v_at.view_name)),
          coalesce(nullif(trim(p_title), ''), v_title),
          v_at.schema_name, v_at.view_name, v_at.view_oid, v_sla, v_stale, v_zone, frescura.home_currency())
  returning id into v_id;
  perform frescura.make_lock(v_id);
  insert into frescura.schedules (view_id, tier, cron, time_zone)
  select v_id, s.tier, s.cron, v_zone
    from (values ('hourly', '0 * * * *'), ('working-hours', '*/15 9-18 * * 1-5')) s (tier, cron);
  return v_id;
end
$$;

comment on function frescura.register(text, text, integer, integer, text, text) is
'Registers a materialized view given by name or schema.name, with its slug (default: from its name), SLA and end of '
'stale in seconds (default 3600, and twice the SLA), title and time zone, and gives it the hourly and working-hours '
'schedules. Returns its id in frescura.views. Raises undefined_table for no such materialized view, wrong_object_type '
'for something else of that name, duplicate_object for one registered already, unique_violation for a slug in use, '
'invalid_parameter_value for a setting that makes no sense.';
