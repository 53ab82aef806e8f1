create or replace function frescura.troubled_upstream(p_lineage jsonb) returns jsonb
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select jsonb_build_object('view', u.slug,
                            'verdict_of', case when u.suspended_at is not null then 'suspended' else 'failing' end)
    from jsonb_array_elements(p_lineage) s (step)
    join frescura.views u on u.id = (s.step ->> 'view_id')::bigint
    left join lateral (
      select o.status from frescura.refresh_log o
       where o.view_id = u.id and o.cancelled_by is null
         and (o.status in ('completed', 'failed') or o.reason = 'nothing_pending')
       order by o.created_at desc limit 1) l on true
   where u.suspended_at is not null or l.status = 'failed'
   order by u.suspended_at is null, u.slug limit 1
$$;

comment on function frescura.troubled_upstream(jsonb) is
'The view in a lineage (frescura.lineage) whose last refresh failed or that is suspended, so that nothing newer comes '
'through it: view (slug) and verdict_of it; null where there is none.';
