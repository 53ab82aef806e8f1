ALTER TABLE "frescura"."tracking" ADD COLUMN "live_oid" "oid";--> statement-breakpoint
ALTER TABLE "frescura"."tracking" ADD COLUMN "live_grants" jsonb;