CREATE TABLE "frescura"."upkeep_runs" (
	"step" text PRIMARY KEY NOT NULL,
	"ran_at" timestamp with time zone,
	"driver" text NOT NULL,
	"problem" text
);
--> statement-breakpoint
ALTER TABLE "frescura"."tracking" ADD COLUMN "pruned_refresh_id" bigint;