comment on table frescura.audit_log is 'Who did what that changes or costs something.';
comment on column frescura.audit_log.id is 'Key.';
comment on column frescura.audit_log.actor is 'Who: user:<email>, token:<name>, cli:<name>.';
comment on column frescura.audit_log.action is 'What, as noun.verb.';
comment on column frescura.audit_log.target is 'To what.';
comment on column frescura.audit_log.detail is 'Further facts.';
comment on column frescura.audit_log.created_at is 'When.';

-- Always: a session that plays a replica is no way around it.
create or replace trigger audit_log_only_grows before update or delete or truncate on frescura.audit_log
  for each statement execute function frescura.refuse_change();
alter table frescura.audit_log enable always trigger audit_log_only_grows;
