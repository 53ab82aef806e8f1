comment on sequence frescura.ledger_seq is 'Numbers the rows of every ledger.';
