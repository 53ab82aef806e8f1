comment on table frescura.upkeep_runs is
'When the steps of upkeep that have their hours were last done, and what fails.';
comment on column frescura.upkeep_runs.step is 'The step, as frescura.upkeep_steps() names it.';
comment on column frescura.upkeep_runs.ran_at is 'When it last went through to the end; null: not yet.';
comment on column frescura.upkeep_runs.driver is 'Who tried it last.';
comment on column frescura.upkeep_runs.problem is 'What the database said of the latest try; null: it went right.';
