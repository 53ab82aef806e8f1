create or replace function frescura.make_ledger(p_view_id bigint, p_view oid, p_key_columns text[]) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_ledger text := format('frescura.%I', 'ledger_' || p_view_id);
  v_keys text;
  v_old text[];
  v_live oid := frescura.live_oid(p_view_id);
  v_comment record;
begin
  select key_columns into v_old from frescura.tracking where view_id = p_view_id;
  if v_old = p_key_columns and to_regclass(v_ledger) is not null
     and not exists (select from unnest(p_key_columns) with ordinality k (name, n)
                       join pg_attribute a on a.attrelid = p_view and a.attname = k.name
                       join pg_attribute l on l.attrelid = to_regclass(v_ledger) and l.attname = 'k' || k.n
                      where l.attcollation <> a.attcollation) then
    execute format('create index if not exists %I on %s (xid) where whole', 'ledger_' || p_view_id || '_whole',
                   v_ledger);
    return;
  end if;
  -- Not by cascade: that would take along what somebody has built on the live view.
  if v_live is not null then
    execute format('drop view %s', v_live::regclass);
  end if;
  execute format('drop table if exists %s', v_ledger);
  -- Keys that are equal in the view are equal here, or one would be computed twice.
  select string_agg(format(', k%s %s%s', k.n, format_type(a.atttypid, a.atttypmod),
                           coalesce(' collate ' || nullif(a.attcollation, 0)::regcollation, '')), '' order by k.n)
    into v_keys
    from unnest(p_key_columns) with ordinality k (name, n)
    join pg_attribute a on a.attrelid = p_view and a.attname = k.name;
  execute format('create table %s (id bigint not null default nextval(''frescura.ledger_seq''),
    xid xid8 not null default pg_current_xact_id(), source_id bigint not null, operation "char" not null,
    source_key text, amount numeric, currency text, whole boolean not null default false,
    captured_at timestamptz not null default now()%s, primary key (xid, id))', v_ledger, v_keys);
  execute format('create index on %s (%s)', v_ledger,
                 (select string_agg('k' || n, ', ' order by n) from generate_subscripts(p_key_columns, 1) n));
  -- Empty nearly always; every live read asks it.
  execute format('create index %I on %s (xid) where whole', 'ledger_' || p_view_id || '_whole', v_ledger);
  execute format('comment on table %s is %L', v_ledger,
                 format('Ledger of view %s: the keys touched by writes, with their transaction. '
                        'k1, k2, ... stand for %s.', p_view_id, array_to_string(p_key_columns, ', ')));
  for v_comment in
    select * from (values
      ('id', 'Key, and the order of the writes.'),
      ('xid', 'Transaction of the write; pending while the baseline snapshot does not contain it.'),
      ('source_id', 'The source, in frescura.view_sources.'),
      ('operation', 'i, u, d or t: insert, update, delete, truncate.'),
      ('source_key', 'Key of the written row.'),
      ('amount', 'Its amount; for an update the new one.'),
      ('currency', 'Its currency.'),
      ('whole', 'Whether it is not known which keys the write touched: truncate, or a key that is null.'),
      ('captured_at', 'Start of the transaction.')) c (name, words)
    union all
    select 'k' || n, format('Value of %s, key of the view.', name)
      from unnest(p_key_columns) with ordinality k (name, n)
  loop
    execute format('comment on column %s.%I is %L', v_ledger, v_comment.name, v_comment.words);
  end loop;
  insert into frescura.tracking (view_id, key_columns, live_view)
  select p_view_id, p_key_columns, format('%I.%I', p.schema_name, p.live_name) from frescura.live_place(p_view_id) p
  on conflict (view_id) do update
     set key_columns = excluded.key_columns, baseline_snapshot = null, baseline_at = null, baseline_refresh_id = null,
       capture_digest = null, judged = null;
end
$$;

comment on function frescura.make_ledger(bigint, oid, text[]) is
'Makes the ledger of a view: its id in frescura.views, its oid, and the columns of its key. Kept where it has those '
'columns already; otherwise the live view goes with it, which reads it. Called by frescura.track. Raises '
'dependent_objects_still_exist where something is built on that.';
