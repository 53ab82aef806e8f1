comment on table frescura.view_strategies is
'By which strategy a view is refreshed, where somebody chose one (frescura.set_strategy); without a row it is full.';
comment on column frescura.view_strategies.view_id is 'The view.';
comment on column frescura.view_strategies.strategy is 'full (a materialized view) or delta (a managed table).';
comment on column frescura.view_strategies.options is 'What else was asked for, as frescura.set_strategy takes it.';
comment on column frescura.view_strategies.definition is
'Its definition when this was chosen, to be read by people: what counts is frescura.definition.';
comment on column frescura.view_strategies.storage is
'Of a managed table: options of the materialized view (fillfactor and the like), to be so again.';
comment on column frescura.view_strategies.rebuild is
'Why the next refresh compares all of it: asked, drift. Null: nothing asks for that.';
comment on column frescura.view_strategies.proven is
'How many of its deltas were verified without a difference, up to delta_proofs (setting, 5).';
comment on column frescura.view_strategies.set_by is 'Who chose it.';
comment on column frescura.view_strategies.set_at is 'When.';
