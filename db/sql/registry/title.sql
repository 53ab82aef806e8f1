create or replace function frescura.title(p_view text) returns text
language sql immutable parallel safe
as $$
  select case when p_view ~ '^[a-z0-9_]+$' and w <> ''
    then upper(left(w, 1)) || substr(w, 2) else p_view end
    from (select trim(replace(regexp_replace(p_view, '_mv$', ''), '_', ' ')) as w) words
$$;

comment on function frescura.title(text) is
'A title for people from the name of a view: universal_transactions_mv → Universal transactions; a name that was quoted on purpose is kept.';
