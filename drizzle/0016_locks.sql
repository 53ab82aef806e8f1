CREATE TABLE "frescura"."locks" (
	"id" bigint PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "frescura"."lost_writers" (
	"id" bigint PRIMARY KEY NOT NULL
);
--> statement-breakpoint
-- custom: one for each view that there is, and for what is not of a view (frescura.lock_of).
insert into frescura.locks (id) select id from frescura.views union all values (-1), (-2), (-3);
