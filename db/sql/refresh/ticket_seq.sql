comment on sequence frescura.ticket_seq is
'Orders requests against refreshes: a clock may step back, a sequence does not.';
