comment on table frescura.rate_limits is
'When each caller last used a limited thing: one row per caller, so that one lock decides.';
comment on column frescura.rate_limits.bucket is 'The limited thing.';
comment on column frescura.rate_limits.caller is 'Who: user:<id>, token:<id> or an address.';
comment on column frescura.rate_limits.hits is 'Moments of use in the running window.';
