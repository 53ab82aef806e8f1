create or replace function frescura.ticket() returns bigint
language sql volatile set search_path = pg_catalog, public, pg_temp
as $$ select nextval('frescura.ticket_seq') $$;

comment on function frescura.ticket() is
'Takes the next number of the one queue that orders requests against refreshes. A refresh answers a request only when '
'its start_ticket is higher than the ticket the request took on arrival.';
