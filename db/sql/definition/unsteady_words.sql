create or replace function frescura.unsteady_words(p_code text, p_detail jsonb) returns text
language sql immutable set search_path = pg_catalog, pg_temp
as $$
  select case p_code
    when 'volatile' then format('the function %s gives something else each time', p_detail ->> 'function')
    when 'not_immutable'
    then format('the function %s is not immutable, so that it may read other tables or settings',
                p_detail ->> 'function')
    when 'clock' then format('it asks for the time or for the user (%s)', p_detail ->> 'function')
    when 'zone'
    then format('the function %s depends on the time zone of the session; write "at time zone ''...''" first',
                p_detail ->> 'function')
    when 'session'
    then format('%s writes a value as text, or reads one from it, as the session''s setting %s says; write to_char '
                'with a format, or "at time zone ''...''"', p_detail ->> 'function', p_detail ->> 'setting')
    else format('the function %s may depend on a setting of the session', p_detail ->> 'function')
  end
$$;

comment on function frescura.unsteady_words(text, jsonb) is
'A code and detail of frescura.unsteady in English, for the message of an error.';
