create or replace function frescura.claim_notification(
  out id uuid, out channel_kind text, out target text, out locale text, out edge text, out alert jsonb,
  out attempts integer, out secrets text[])
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
begin
  -- Claimed for a while: a process that dies while it sends loses nothing, but may send twice. The id tells.
  update frescura.notifications n
     set attempts = n.attempts + 1,
         next_attempt_at = clock_timestamp() + frescura.setting('notification_claim')::interval
    from frescura.channels c
   where c.id = n.channel_id
     and n.id = (select w.id from frescura.notifications w join frescura.channels e on e.id = w.channel_id
                  where w.delivered_at is null and w.next_attempt_at <= clock_timestamp() and e.enabled
                  order by w.next_attempt_at limit 1 for update of w skip locked)
  returning n.id, n.edge, n.attempts, c.kind, c.target, c.locale, array_remove(array[c.secret, c.former_secret], null),
            (select jsonb_build_object('id', a.id, 'kind', a.kind, 'detail', a.detail, 'opened_at', a.opened_at,
                                       'closed_at', a.closed_at,
                                       'view', v.slug, 'title', v.title)
               from frescura.alerts a left join frescura.views v on v.id = a.view_id where a.id = n.alert_id)
    into id, edge, attempts, channel_kind, target, locale, secrets, alert;
end
$$;

comment on function frescura.claim_notification() is
'Takes one notification that is due from the outbox: its id (stable over repetitions), the channel''s kind, target and '
'language, the edge (opened, closed, test), the alert, which attempt this is, and the secrets that sign it, the latest '
'first. All null when none is due. Tell the end by frescura.finish_notification.';
