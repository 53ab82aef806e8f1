create or replace function frescura.bind_lookup(p_lookup text, p_value text) returns text
language plpgsql immutable set search_path = pg_catalog, public, pg_temp
as $bind$
declare
  v_rest text := rtrim(p_lookup, E'; \n\r\t');
  v_bound text := '';
  v_token text;
  v_tag text;
  v_depth integer;
begin
  while v_rest <> '' loop
    v_tag := substring(v_rest from '^\$(?:[[:alpha:]_][[:alnum:]_]*)?\$');
    if v_tag is not null then
      -- Without an end it is a mistake, which the parser tells.
      v_token := v_tag || coalesce(
        left(substr(v_rest, length(v_tag) + 1),
             nullif(strpos(substr(v_rest, length(v_tag) + 1), v_tag), 0) + length(v_tag) - 1),
        substr(v_rest, length(v_tag) + 1));
    elsif starts_with(v_rest, '/*') then
      v_token := '/*';
      v_depth := 1;
      while v_depth > 0 and length(v_token) < length(v_rest) loop
        v_depth := v_depth + case substr(v_rest, length(v_token) + 1, 2) when '/*' then 1 when '*/' then -1 else 0 end;
        v_token := left(v_rest, length(v_token) + case when substr(v_rest, length(v_token) + 1, 2) in ('/*', '*/')
                                                       then 2 else 1 end);
      end loop;
    else
      v_token := coalesce(
        substring(v_rest from '^[eE]''(?:[^''\\]|\\.|'''')*'''),
        substring(v_rest from '^''(?:[^'']|'''')*'''),
        substring(v_rest from '^"(?:[^"]|"")*"'),
        substring(v_rest from '^--[^\n]*'),
        -- A dollar within a name begins no string.
        substring(v_rest from '^[[:alpha:]_][[:alnum:]_$]*'),
        substring(v_rest from '^::'),
        substring(v_rest from '^:key\M'),
        left(v_rest, 1));
    end if;
    v_bound := v_bound || case v_token when ':key' then p_value else v_token end;
    v_rest := substr(v_rest, length(v_token) + 1);
  end loop;
  return v_bound;
end
$bind$;

comment on function frescura.bind_lookup(text, text) is
'A lookup with p_value, an expression, in the place of its parameter :key, and without a closing semicolon. What only '
'looks like the parameter stays: in strings, quoted names and comments, and casts such as ::key.';
