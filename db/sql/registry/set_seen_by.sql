create or replace function frescura.set_seen_by(p_view text, p_seen_by text[]) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_view_id constant bigint := frescura.view_id(p_view);
  v_wrong text;
begin
  select s.who into v_wrong from unnest(p_seen_by) s (who)
   where s.who is null or s.who !~ '^(role:(admin|cfo|ceo|ops)|group:[^[:cntrl:]]{1,100})$' limit 1;
  if found then
    raise exception 'nobody is called "%"', v_wrong
      using errcode = 'invalid_parameter_value', hint = 'Name role:<admin, cfo, ceo or ops> or group:<name>.';
  end if;
  update frescura.views v
     set seen_by = coalesce((select array_agg(distinct s.who order by s.who) from unnest(p_seen_by) s (who)),
                            p_seen_by),
         updated_at = clock_timestamp()
   where v.id = v_view_id;
  -- Whoever watches is looked at anew.
  perform pg_notify('frescura', '{"seats": 1}');
end
$$;

comment on function frescura.set_seen_by(text, text[]) is
'Says who sees a view (slug or name) beside admins: role:<role> and group:<name of a group of accounts>, any of them; '
'{}: admins alone; null: everybody. Counts from the next request on. Raises undefined_object (42704) for a view that '
'is not registered, invalid_parameter_value (22023) for what names neither a role nor a group.';
