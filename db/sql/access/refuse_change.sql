create or replace function frescura.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp
as $$
begin
  raise exception '% on % is refused: what was done stays on record', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end
$$;

comment on function frescura.refuse_change() is
'For tables that only grow: a trigger before update, delete and truncate that raises 42501. Made for '
'frescura.audit_log.';
