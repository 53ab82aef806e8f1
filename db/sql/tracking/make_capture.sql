create or replace function frescura.make_capture(p_source_id bigint, p_enable boolean default true) returns void
language plpgsql volatile set search_path = pg_catalog, public, pg_temp
as $make$
declare
  s frescura.view_sources;
  v_name text := 'capture_' || p_source_id;
  v_source text;
  v_table text;
  v_columns text := '';
  v_row text;
  v_op record;
  v_function text;
  v_body text;
  v_member oid;
  v_pins text := '';
begin
  -- For frescura.take_in_at_once.
  perform set_config('frescura.making', 'on', true);
  select * into strict s from frescura.view_sources where id = p_source_id;
  if s.mapping <> 'main' then
    -- The money is that of the main mapping; it tells which class and currency the keys are of.
    select coalesce(m.amount_expression, 'r.' || quote_ident(m.amount_column)), m.currency_expression, m.currency
      into s.amount_expression, s.currency_expression, s.currency
      from frescura.view_sources m
     where m.view_id = s.view_id and m.source_schema = s.source_schema and m.source_name = s.source_name
       and m.mapping = 'main';
  end if;
  v_source := frescura.display_name(s.source_schema, s.source_name);
  v_table := format('%I.%I', s.source_schema, s.source_name);
  select coalesce(string_agg(format(', (%s)%s as k%s', e,
                                     frescura.key_cast(s.view_id, v_table::regclass, e, n::integer), n),
                              '' order by n), '') into v_columns
    from unnest(s.view_key) with ordinality k (e, n);
  perform frescura.make_threshold(p_source_id);
  -- One select list serves old and new rows: key of the source row, amount, currency, key in the view.
  v_row := format('(%s)::text as source_key, (%s)::numeric as amount, (%s)::text as currency%s',
                  coalesce(s.key_expression, 'r.' || quote_ident(s.key_column), 'null'),
                  coalesce(s.amount_expression, 'r.' || quote_ident(s.amount_column), 'null'),
                  coalesce(s.currency_expression, quote_nullable(s.currency)), v_columns);

  -- The name of a row is kept as text, which has to be the same whoever writes. Each setting costs every write some.
  if exists (select from pg_attribute a
              where a.attrelid = v_table::regclass and a.attnum > 0 and not a.attisdropped
                and frescura.session_setting(a.atttypid, 'out') is not null
                and (position(a.attname in v_row) > 0 or v_row ~ '\mr\M(?!\.)')) then
    v_pins := 'set timezone = ''UTC'' set datestyle = ''ISO, YMD'' set intervalstyle = ''iso_8601'' '
              'set extra_float_digits = 1 set bytea_output = ''hex'' set lc_monetary = ''C''';
  end if;

  -- Written out for the table, so that its statements are planned once a session and not at every write.
  for v_op in select * from (values
      ('insert', 'referencing new table as new_rows', format('select %s from new_rows r', v_row)),
      ('update', 'referencing old table as old_rows new table as new_rows',
       format('select true as fresh, %s from new_rows r union all select false, %s from old_rows r', v_row, v_row)),
      ('delete', 'referencing old table as old_rows', format('select %s from old_rows r', v_row)),
      ('truncate', '', null)) o (operation, tables, touched)
  loop
    v_function := v_name || '_' || v_op.operation;
    v_body := format($body$
      begin
        %s
        return null;
      exception when others then
        begin
          perform frescura.record_capture_failure(%L, %L, sqlstate, sqlerrm);
        exception when others then
          begin
            -- A sequence needs no table and outlives a rollback, so that it shows before its writer commits: until
            -- then the lock tells that there is one. A full lock table must not cost the count.
            begin
              lock table frescura.lost_writers in row share mode;
            exception when others then
              null;
            end;
            perform nextval('frescura.lost_seq');
          exception when others then
            null; -- Who took even this right away changed the function, and that shows in its fingerprint.
          end;
          raise warning 'Frescura could not record an event of %%: %%', %L, sqlerrm;
        end;
        return null;
      end
      $body$, frescura.capture_statements(s, v_op.operation, v_op.touched), v_source, v_op.operation, v_source);
    -- What stands already stays: a new version of function or trigger costs the view what it is known to contain.
    if not exists (select from pg_proc where oid = to_regproc(format('frescura.%I', v_function))
                   and prosrc = v_body and ((proconfig)[3] is not null or v_pins = '')) then
      -- Whoever is writing by the old version ends first: a refresh that knows the new one could not tell what it
      -- missed.
      execute format('lock table %s in share row exclusive mode', v_table);
      execute format('create or replace function frescura.%I() returns trigger language plpgsql security definer
        set search_path = pg_catalog, public, pg_temp set lock_timeout = ''100ms'' %s as %L',
        v_function, v_pins, v_body);
      execute format('revoke all on function frescura.%I() from public', v_function);
      execute format('comment on function frescura.%I() is %L', v_function,
        format('Records what %s of %s touches in view %s. Made by frescura.make_capture; never breaks the writer.',
               v_op.operation, v_source, s.view_id));
    end if;
    for v_member in select frescura.family(v_table::regclass) loop
      if not exists (select from pg_trigger where tgrelid = v_member and tgname = 'frescura_' || v_function
                         and (tgenabled = 'A' or not p_enable)) then
        execute format('create or replace trigger %I after %s on %s %s for each statement execute function '
                       'frescura.%I()',
          'frescura_' || v_function, v_op.operation, v_member::regclass, v_op.tables, v_function);
        -- Always: a session that plays a replica writes too.
        execute format('alter table %s enable always trigger %I', v_member::regclass, 'frescura_' || v_function);
      end if;
    end loop;
  end loop;
  perform set_config('frescura.making', 'off', true);
end
$make$;

comment on function frescura.make_capture(bigint, boolean) is
'Makes or renews the statement triggers that record what is written to a row of frescura.view_sources, on the table '
'and all its partitions or children: into the view''s ledger where it is tracked, and high-impact events. Called by '
'frescura.watch and frescura.track, and by frescura.take_in for partitions that come later.';
