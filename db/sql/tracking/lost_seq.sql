comment on sequence frescura.lost_seq is
'Counts events that could be recorded nowhere; it outlives a rollback and needs no table.';
