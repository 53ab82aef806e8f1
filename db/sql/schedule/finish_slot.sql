create or replace function frescura.finish_slot(
  p_schedule_id bigint, p_due_at timestamptz, p_outcomes text[], p_refresh_ids bigint[])
returns table (outcome text, refresh_id bigint)
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$
  update frescura.schedule_runs r
     set completed_at = clock_timestamp(), outcome = coalesce(worst.outcome, 'nothing_waiting'),
         refresh_id = worst.refresh_id
    from (select) one
    left join lateral (
      select o.outcome, o.refresh_id
        from unnest(p_outcomes, p_refresh_ids) with ordinality o (outcome, refresh_id, nth)
       -- A failure outweighs the rest, and only what was all covered is covered.
       order by array_position('{failed,completed,covered,skipped}'::text[], o.outcome), o.nth desc
       limit 1) worst on true
   where r.schedule_id = p_schedule_id and r.due_at = p_due_at
  returning r.outcome, r.refresh_id
$$;

comment on function frescura.finish_slot(bigint, timestamptz, text[], bigint[]) is
'Records how a claimed slot ended, from what became of its work (frescura.slot_work): completed, failed, covered (by a '
'refresh that another had asked for) or skipped of each view, with the refresh that served it, if any. Returns the '
'one outcome, nothing_waiting where there was no work, and the latest refresh that had it.';
