CREATE TABLE "mv_sla_hourly" (
	"view_id" bigint NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"observed_seconds" numeric NOT NULL,
	"missed_seconds" numeric NOT NULL,
	"events" bigint NOT NULL,
	"events_missed" bigint NOT NULL,
	"on_demand" bigint NOT NULL,
	"on_demand_missed" bigint NOT NULL,
	CONSTRAINT "mv_sla_hourly_once" PRIMARY KEY("view_id","hour")
);
--> statement-breakpoint
ALTER TABLE "mv_sla_hourly" ADD CONSTRAINT "mv_sla_hourly_view_id_mv_views_id_fk" FOREIGN KEY ("view_id") REFERENCES "public"."mv_views"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mv_schedule_runs_by_refresh" ON "mv_schedule_runs" USING btree ("refresh_id");