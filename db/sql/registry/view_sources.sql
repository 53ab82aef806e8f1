comment on table frescura.view_sources is
'Sources of a view: which writes to them are high-impact events, and how each maps to the view''s keys.';
comment on column frescura.view_sources.id is 'Key; part of the names of its triggers.';
comment on column frescura.view_sources.mapping is
'main, or the name of one more mapping of the same source: that gives keys only, no amount and no events.';
comment on column frescura.view_sources.trial is
'What trial writes said of the mapping when it was tracked, as frescura.trial gives it.';
comment on column frescura.view_sources.view_id is 'The view.';
comment on column frescura.view_sources.source_schema is 'Schema of the source table.';
comment on column frescura.view_sources.source_name is 'Name of the source table.';
comment on column frescura.view_sources.key_column is 'Column that identifies a row.';
comment on column frescura.view_sources.amount_column is 'Column with the amount.';
comment on column frescura.view_sources.threshold is
'From this amount on, in the row''s own currency, a write is an event.';
comment on column frescura.view_sources.currency is
'Currency in which the threshold is meant, and that of amounts where no expression tells theirs; null for none.';
comment on column frescura.view_sources.enabled is 'Whether writes are recorded.';
comment on column frescura.view_sources.created_at is 'When watching began.';
comment on column frescura.view_sources.key_expression is 'Expression over the written row r that identifies it.';
comment on column frescura.view_sources.view_key is
'Expressions over r that give its key in the view, in the order of tracking.key_columns; null where the source is not '
'tracked, or by lookup.';
comment on column frescura.view_sources.lookup is
'Query for the keys in the view by :key, the key of the written row, for a source that is only joined.';
comment on column frescura.view_sources.amount_expression is 'Expression over r for its amount.';
comment on column frescura.view_sources.currency_expression is 'Expression over r for its currency.';
comment on column frescura.view_sources.reference_expression is
'Expression over r by which people name a row, such as a folio; for frescura.trace.';
comment on column frescura.view_sources.occurred_expression is
'Expression over r for when the business event happened; for frescura.trace.';

create or replace trigger view_sources_keep_threshold after update of threshold, enabled on frescura.view_sources
  for each row execute function frescura.keep_threshold();
