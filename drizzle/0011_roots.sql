ALTER TABLE "frescura"."refresh_log" ADD COLUMN "data_as_of" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "frescura"."refresh_log" ADD COLUMN "lineage" jsonb;--> statement-breakpoint
ALTER TABLE "frescura"."refresh_log" ADD COLUMN "view_version" text;--> statement-breakpoint
ALTER TABLE "frescura"."refresh_log" ADD COLUMN "definition_digest" text;--> statement-breakpoint
-- Data: how old a view is that reads other materialized views is not known to its roots before its next refresh. What
-- was counted of it before stays as it was counted.
with recursive reads (view_id, relation) as (
  select v.id, v.view_oid from frescura.views v where v.view_oid is not null
  union
  select r.view_id, c.oid
    from reads r
    join pg_rewrite w on w.ev_class = r.relation
    join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
    join pg_class c on c.oid = d.refobjid and c.oid <> r.relation and c.relkind in ('v', 'm')
)
update frescura.refresh_log l set data_as_of = '-infinity'
 where exists (select from reads r join pg_class c on c.oid = r.relation
                where r.view_id = l.view_id and r.relation <> l.view_oid and c.relkind = 'm')
   and l.id = (select max(g.id) from frescura.refresh_log g
                where g.view_id = l.view_id and (g.status = 'completed' or g.reason = 'nothing_pending'));
