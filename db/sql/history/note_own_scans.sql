create or replace function frescura.note_own_scans(p_view_id bigint, p_view oid) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
begin
  update frescura.read_counters c set own_scans = c.own_scans + s.own
    from frescura.scans_of(p_view) s
   where c.view_id = p_view_id and s.own > 0
     -- A look that is under way must not be waited for: at worst it takes us for somebody else.
     and c.ctid in (select l.ctid from frescura.read_counters l where l.view_id = p_view_id for update skip locked);
end
$$;

comment on function frescura.note_own_scans(bigint, oid) is
'Notes how often this transaction, a refresh, has scanned a view (id in frescura.views, and its oid), so that '
'frescura.note_reads does not take that for a read.';
