create or replace function frescura.verdict_codes()
returns table (code text, verdict text, rank integer)
language sql immutable
as $$
  values
    -- Nobody can say what stands in the view, or from when.
    ('missing', 'unverified', 100), ('unpopulated', 'unverified', 98), ('never_refreshed', 'unverified', 96),
    ('recreated', 'unverified', 94), ('refreshed_by_others', 'unverified', 92), ('roots_unknown', 'unverified', 90),
    ('drift', 'unverified', 88),
    -- Nothing newer comes.
    ('suspended', 'suspended', 80), ('failing', 'failing', 70), ('upstream', 'failing', 65),
    -- What is missing cannot be told any more.
    ('completeness_unknown', 'unverified', 60), ('redefined', 'unverified', 58), ('events_unseen', 'unverified', 56),
    ('late', 'late', 50),
    ('money', 'incomplete', 40), ('rows', 'incomplete', 38), ('source_emptied', 'incomplete', 36),
    ('disabled', 'suspended', 20),
    ('not_tracked', 'unverified', 10)
$$;

comment on function frescura.verdict_codes() is
'What frescura.verdict can find in the way of a view''s numbers, each code with the verdict that it means and its '
'rank: the higher, the worse. The one list of both; where nothing is found, the verdict is reliable, of rank 0.';
