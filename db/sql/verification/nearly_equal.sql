create or replace function frescura.nearly_equal(p_one double precision, p_other double precision) returns boolean
language sql immutable parallel safe
as $$
  select case
    when p_one is not distinct from p_other then true
    when p_one is null or p_other is null then false
    when 'NaN' in (p_one, p_other) or 'Infinity' in (p_one, p_other) or '-Infinity' in (p_one, p_other) then false
    -- As numeric, which neither overflows nor vanishes.
    else abs(p_one::numeric - p_other::numeric) <= greatest(1e-12, 1e-9 * greatest(abs(p_one::numeric),
                                                                                   abs(p_other::numeric))) end
$$;

comment on function frescura.nearly_equal(double precision, double precision) is
'Whether two floating-point numbers are equal up to what the order of a sum can change: a billionth of the larger one, '
'or a trillionth near zero.';
