create or replace function frescura.unmanageable_words(p_code text, p_detail jsonb) returns text
language sql immutable set search_path = pg_catalog, pg_temp
as $$
  select case p_code
    when 'missing' then 'it does not exist'
    when 'unpopulated' then 'it holds no data yet; refresh it first'
    when 'not_tracked' then 'it is not tracked, so that no ledger tells what changed; track its sources first'
    when 'not_captured'
    then format('what writers touch is not known for all of its sources (%s); mend its tracking first',
                p_detail ->> 'reason')
    when 'renamed_view' then 'it was renamed; frescura.follow it first'
    when 'rights' then format('it belongs to %s, of whom we are no member', p_detail ->> 'owner')
    when 'create' then format('%s may not make relations in the schema %s', p_detail ->> 'role', p_detail ->> 'schema')
    when 'dependent_materialized_view'
    then format('the materialized view %s reads it and cannot follow', p_detail ->> 'name')
    when 'dependent_function' then format('%s is built on it and cannot follow', p_detail ->> 'name')
    when 'dependent_view' then format('the view %s reads it and belongs to %s, so that we may not replace it',
                                      p_detail ->> 'name', p_detail ->> 'owner')
    when 'dependent_other' then format('%s is built on it and cannot follow', p_detail ->> 'name')
    else p_code end
$$;

comment on function frescura.unmanageable_words(text, jsonb) is
'What a code of frescura.unmanageable means, with its detail, in English, for the message of an error.';
