create or replace function frescura.shortened(p_name text, p_ending text) returns text
language plpgsql immutable set search_path = pg_catalog, public, pg_temp
as $$
begin
  -- PostgreSQL cuts a name after 63 bytes: the ending would be lost, and the name be that of something else.
  while octet_length(p_name || p_ending) > 63 loop
    p_name := left(p_name, -1);
  end loop;
  return p_name || p_ending;
end
$$;

comment on function frescura.shortened(text, text) is
'A name of an object made of another and an ending, as much of it as PostgreSQL takes: 63 bytes.';
