comment on sequence public.mv_ticket_seq is 'Orders requests against refreshes: a clock may step back, a sequence does not.';
