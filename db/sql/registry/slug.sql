create or replace function frescura.slug(p_schema text, p_view text) returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_base text := regexp_replace(p_view, '_mv$', '', 'i');
  v_slug text;
  v_n integer := 1;
begin
  -- Letters of other encodings, and what none of ours has, become hyphens. Both cases are listed, since lower() knows
  -- only ASCII where the locale is C. Escapes are read as they are reached, in the encoding of the database.
  if getdatabaseencoding() in ('UTF8', 'LATIN1', 'LATIN9', 'WIN1252') then
    v_base := translate(v_base,
      U&'\00E1\00E0\00E2\00E4\00E3\00E5\00E9\00E8\00EA\00EB\00ED\00EC\00EE\00EF\00F3'
        '\00F2\00F4\00F6\00F5\00FA\00F9\00FB\00FC\00F1\00E7'
        '\00C1\00C0\00C2\00C4\00C3\00C5\00C9\00C8\00CA\00CB\00CD\00CC\00CE\00CF\00D3'
        '\00D2\00D4\00D6\00D5\00DA\00D9\00DB\00DC\00D1\00C7',
      'aaaaaaeeeeiiiiooooouuuuncaaaaaaeeeeiiiiooooouuuunc');
  end if;
  v_base := lower(v_base);
  v_base := trim(both '-' from left(trim(both '-' from regexp_replace(v_base, '[^a-z0-9]+', '-', 'g')), 70));
  v_base := coalesce(nullif(v_base, ''), 'view');
  v_slug := v_base;
  while exists (select from frescura.views where slug = v_slug) loop
    v_n := v_n + 1;
    v_slug := v_base || '-' || v_n;
  end loop;
  return v_slug;
end
$$;

comment on function frescura.slug(text, text) is
'A free slug for a view: its name in lower case without a closing _mv, accents dropped, all else turned into single '
'hyphens; a number is added where that is taken. universal_transactions_mv -> universal-transactions.';
