comment on table public.mv_rate_limits is 'When each caller last used a limited thing: one row per caller, so that one lock decides.';
comment on column public.mv_rate_limits.bucket is 'The limited thing.';
comment on column public.mv_rate_limits.caller is 'Who: user:<id>, token:<id> or an address.';
comment on column public.mv_rate_limits.hits is 'Moments of use in the running window.';
