CREATE TABLE "frescura"."alert_holds" (
	"kind" text NOT NULL,
	"view_id" bigint,
	"since" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "frescura"."alerts" DROP CONSTRAINT "alerts_kind";--> statement-breakpoint
ALTER TABLE "frescura"."channels" DROP CONSTRAINT "channels_kind";--> statement-breakpoint
ALTER TABLE "frescura"."alert_holds" ADD CONSTRAINT "alert_holds_view_id_views_id_fk" FOREIGN KEY ("view_id") REFERENCES "frescura"."views"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alert_holds_once" ON "frescura"."alert_holds" USING btree (coalesce("view_id", 0),"kind");--> statement-breakpoint
ALTER TABLE "frescura"."alerts" ADD CONSTRAINT "alerts_kind" CHECK ("frescura"."alerts"."kind" ~ '^[a-z][a-z0-9_]*$');--> statement-breakpoint
ALTER TABLE "frescura"."channels" ADD CONSTRAINT "channels_kind" CHECK ("frescura"."channels"."kind" ~ '^[a-z][a-z0-9_]*$');