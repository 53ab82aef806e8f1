ALTER TABLE "frescura"."view_sources" DROP CONSTRAINT "view_sources_once";--> statement-breakpoint
ALTER TABLE "frescura"."tracking" ADD COLUMN "judged" jsonb;--> statement-breakpoint
ALTER TABLE "frescura"."view_sources" ADD COLUMN "mapping" text DEFAULT 'main' NOT NULL;--> statement-breakpoint
ALTER TABLE "frescura"."view_sources" ADD COLUMN "trial" jsonb;--> statement-breakpoint
ALTER TABLE "frescura"."view_sources" ADD CONSTRAINT "view_sources_once" UNIQUE("view_id","source_schema","source_name","mapping");