create or replace function frescura.unordered_aggregate(p_definition text) returns boolean
language plpgsql immutable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_call text;
  v_at integer;
  v_depth integer;
  v_char text;
  v_quote text;
  v_rest text := p_definition;
  v_inside text;
begin
  loop
    v_call := substring(v_rest from '\m(?:string_agg|array_agg|jsonb?_agg|xmlagg|json_arrayagg)\(');
    if v_call is null then
      return false;
    end if;
    v_rest := substr(v_rest, strpos(v_rest, v_call) + length(v_call));
    -- To its closing parenthesis; what stands at its own depth is its own.
    v_depth := 1;
    v_quote := null;
    v_inside := '';
    v_at := 0;
    while v_depth > 0 and v_at < length(v_rest) loop
      v_at := v_at + 1;
      v_char := substr(v_rest, v_at, 1);
      if v_quote is not null then
        v_quote := nullif(v_quote, v_char);
      elsif v_char in ('''', '"') then
        v_quote := v_char;
      elsif v_char = '(' then
        v_depth := v_depth + 1;
      elsif v_char = ')' then
        v_depth := v_depth - 1;
      elsif v_depth = 1 then
        v_inside := v_inside || v_char;
      end if;
    end loop;
    if v_inside !~ '^DISTINCT ' and v_inside !~ '\mORDER BY\M' then
      return true;
    end if;
  end loop;
end
$$;

comment on function frescura.unordered_aggregate(text) is
'Whether a definition, as PostgreSQL writes it, gathers values (string_agg, array_agg, json_agg, xmlagg) without '
'saying in which order, so that the same rows may give another text the next time.';
