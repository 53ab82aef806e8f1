create or replace function frescura.check_trackable(p_view text, p_view_oid oid) returns void
language plpgsql stable set search_path = pg_catalog, public, pg_temp
as $$
declare
  r record;
begin
  if p_view_oid is null then
    raise exception 'the view "%" cannot be tracked: it does not exist', p_view using errcode = 'feature_not_supported';
  end if;
  select * into r from frescura.untrackable(p_view_oid);
  if r.code is null then
    return;
  end if;
  raise exception 'the view "%" cannot be tracked: %', p_view, case r.code
    when 'no_unique_index'
    then 'it has no unique index over plain columns; its columns are the keys of the ledger'
    when 'materialized_view'
    then format('it reads another materialized view (%s), whose rows change by refreshes and not by writes',
                r.detail ->> 'name')
    when 'foreign_table'
    then format('it reads a foreign table (%s), whose writes cannot be seen here', r.detail ->> 'name')
    when 'system_catalog'
    then format('it reads the system catalog (%s), which takes no triggers', r.detail ->> 'name')
    when 'unlogged'
    then format('it reads an unlogged table (%s), which a crash empties without a trace', r.detail ->> 'name')
    when 'row_security'
    then format('policies decide which rows of %s its owner sees, by settings of the session perhaps',
                r.detail ->> 'name')
    when 'other_rows'
    then 'a row of it depends on other rows than those of its key '
         '(limit, window function, distinct on, recursion, grouping sets)'
    when 'same_for_all'
    then format('a subquery over %s is the same for all rows, such as a total, so that each write to it changes '
                'each key', r.detail ->> 'name')
    when 'subscribed'
    then format('a source (%s) receives logical replication, which fires no statement triggers', r.detail ->> 'name')
    when 'key_split'
    then format('its key is made of columns of several tables (%s), none of which has all of it in its row: where rows '
                'of several change, nothing leads to the key of their old values', r.detail ->> 'name')
    else 'its rows can change without a write: ' || frescura.unsteady_words(r.code, r.detail)
  end using errcode = 'feature_not_supported', constraint = r.code;
end
$$;

comment on function frescura.check_trackable(text, oid) is
'Raises feature_not_supported, with the code of frescura.untrackable as its constraint and the reason in English, '
'unless a view can be tracked: the name it was asked for by, and its oid, null where it does not exist.';
