CREATE TABLE "mv_money_hourly" (
	"view_id" bigint NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"sampled_at" timestamp with time zone NOT NULL,
	"observed_seconds" numeric DEFAULT '0' NOT NULL,
	"missed_seconds" numeric DEFAULT '0' NOT NULL,
	"amount_max" numeric NOT NULL,
	"over" boolean NOT NULL,
	CONSTRAINT "mv_money_hourly_once" PRIMARY KEY("view_id","hour")
);
--> statement-breakpoint
ALTER TABLE "mv_alerts" DROP CONSTRAINT "mv_alerts_kind";--> statement-breakpoint
ALTER TABLE "mv_views" ADD COLUMN "on_long_transaction" text DEFAULT 'wait' NOT NULL;--> statement-breakpoint
ALTER TABLE "mv_views" ADD COLUMN "pending_amount_max" numeric(16, 2);--> statement-breakpoint
ALTER TABLE "mv_views" ADD COLUMN "pending_currency" text DEFAULT 'MXN' NOT NULL;--> statement-breakpoint
ALTER TABLE "mv_money_hourly" ADD CONSTRAINT "mv_money_hourly_view_id_mv_views_id_fk" FOREIGN KEY ("view_id") REFERENCES "public"."mv_views"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mv_alerts" ADD CONSTRAINT "mv_alerts_kind" CHECK ("mv_alerts"."kind" in ('failures', 'slow', 'target_missed', 'events_waiting', 'money_pending', 'budget_burn', 'no_driver', 'suspended', 'drift'));--> statement-breakpoint
ALTER TABLE "mv_views" ADD CONSTRAINT "mv_views_on_long_transaction" CHECK ("mv_views"."on_long_transaction" in ('wait', 'skip'));--> statement-breakpoint
ALTER TABLE "mv_views" ADD CONSTRAINT "mv_views_pending_amount" CHECK ("mv_views"."pending_amount_max" >= 0);--> statement-breakpoint
ALTER TABLE "mv_views" ADD CONSTRAINT "mv_views_pending_currency" CHECK ("mv_views"."pending_currency" ~ '^[A-Z]{3}$');