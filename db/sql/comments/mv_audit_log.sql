comment on table public.mv_audit_log is 'Who did what that changes or costs something.';
comment on column public.mv_audit_log.id is 'Key.';
comment on column public.mv_audit_log.actor is 'Who: user:<email>, token:<name>, cli:<name>.';
comment on column public.mv_audit_log.action is 'What, as noun.verb.';
comment on column public.mv_audit_log.target is 'To what.';
comment on column public.mv_audit_log.detail is 'Further facts.';
comment on column public.mv_audit_log.created_at is 'When.';
