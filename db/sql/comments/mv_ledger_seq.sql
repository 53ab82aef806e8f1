comment on sequence public.mv_ledger_seq is 'Numbers the rows of every ledger.';
comment on sequence public.mv_lost_seq is 'Counts events that could be recorded nowhere; it outlives a rollback and needs no table.';
