comment on table frescura.receipt_key is 'What receipts are signed with: one row, made once.';
comment on column frescura.receipt_key.only is 'True: there is one row at most.';
comment on column frescura.receipt_key.key is
'The secret, 244 random bits; another one makes every receipt that was handed out worthless.';
