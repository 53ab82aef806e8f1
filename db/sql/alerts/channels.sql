comment on table frescura.channels is 'Where alerts are sent.';
comment on column frescura.channels.id is 'Key.';
comment on column frescura.channels.kind is 'How, such as webhook or email.';
comment on column frescura.channels.name is 'Name for people.';
comment on column frescura.channels.target is 'URL or address.';
comment on column frescura.channels.enabled is 'Whether alerts are sent there.';
comment on column frescura.channels.locale is 'Language of its messages: es or en.';
comment on column frescura.channels.secret is
'What a webhook is signed with, as whsec_<base64>; null where nothing is signed.';
comment on column frescura.channels.former_secret is
'The secret before that, which signs too until it is ended; null where there is none.';
comment on column frescura.channels.created_at is 'When it was made.';
