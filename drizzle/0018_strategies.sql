CREATE TABLE "frescura"."view_strategies" (
	"view_id" bigint PRIMARY KEY NOT NULL,
	"strategy" text NOT NULL,
	"options" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"definition" text NOT NULL,
	"storage" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"rebuild" text,
	"proven" integer DEFAULT 0 NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "view_strategies_strategy" CHECK ("frescura"."view_strategies"."strategy" in ('full', 'delta'))
);
--> statement-breakpoint
ALTER TABLE "frescura"."refresh_log" ADD COLUMN "strategy" text;--> statement-breakpoint
ALTER TABLE "frescura"."refresh_log" ADD COLUMN "keys" bigint;--> statement-breakpoint
ALTER TABLE "frescura"."refresh_log" ADD COLUMN "rows_written" bigint;--> statement-breakpoint
ALTER TABLE "frescura"."refresh_log" ADD COLUMN "rows_hot" bigint;--> statement-breakpoint
ALTER TABLE "frescura"."view_strategies" ADD CONSTRAINT "view_strategies_view_id_views_id_fk" FOREIGN KEY ("view_id") REFERENCES "frescura"."views"("id") ON DELETE cascade ON UPDATE no action;