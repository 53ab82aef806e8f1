create or replace function frescura.slug(p_schema text, p_view text) returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  v_base text := regexp_replace(p_view, '_mv$', '', 'i');
  v_slug text;
  v_n integer := 1;
begin
  -- Both cases are listed, since lower() knows only ASCII where the locale is C.
  v_base := lower(translate(v_base, 'áàâäãåéèêëíìîïóòôöõúùûüñçÁÀÂÄÃÅÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜÑÇ',
                                    'aaaaaaeeeeiiiiooooouuuuncaaaaaaeeeeiiiiooooouuuunc'));
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
'A free slug for a view: its name in lower case without a closing _mv, accents dropped, all else turned into single hyphens; a number is added where that is taken. universal_transactions_mv → universal-transactions.';
