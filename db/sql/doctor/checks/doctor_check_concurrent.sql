create or replace function frescura.doctor_check_concurrent(p_view_id bigint)
returns table (severity text, detail jsonb, finding text, cure text)
language sql stable set search_path = pg_catalog, public, pg_temp
as $$
  select 'warning', jsonb_build_object('error', l.mode_detail ->> 'message'),
         format('Readers waited during the last refresh: PostgreSQL refused a concurrent one (%s).',
                l.mode_detail ->> 'message'),
         '-- create a unique index over columns of simple types (numbers, text, dates), and drop the one over other '
         'types'
    from frescura.locate(p_view_id) at join frescura.last_ended(p_view_id) l on l.view_oid = at.view_oid
   where l.status = 'completed' and l.mode = 'plain' and l.mode_reason = 'refused'
     and frescura.key_columns(at.view_oid) is not null
$$;

comment on function frescura.doctor_check_concurrent(bigint) is
'A check of frescura.doctor: whether PostgreSQL refused the last concurrent refresh of a registered view (id in '
'frescura.views) though its key looks usable. detail: error, what PostgreSQL said.';
