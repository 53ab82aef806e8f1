ALTER TABLE "frescura"."refresh_triggers" RENAME COLUMN "set_aside_at" TO "dead_letter_at";
--> statement-breakpoint
UPDATE "frescura"."schedules" s SET "tier" = 'verification' WHERE s."tier" = 'audit'
  AND NOT EXISTS (SELECT FROM "frescura"."schedules" o WHERE o."tier" = 'verification' AND o."view_id" IS NOT DISTINCT FROM s."view_id");
--> statement-breakpoint
UPDATE "frescura"."settings" SET "key" = replace("key", 'audit_', 'verification_') WHERE "key" IN ('audit_scheduled', 'audit_percent', 'audit_claim');
