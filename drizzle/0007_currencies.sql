ALTER TABLE "frescura"."view_sources" ALTER COLUMN "currency" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "frescura"."view_sources" ALTER COLUMN "currency" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "frescura"."views" ALTER COLUMN "pending_currency" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "frescura"."views" ALTER COLUMN "pending_currency" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "frescura"."refresh_triggers" ADD COLUMN "currency" text;--> statement-breakpoint
-- Amounts of a source that tells no currency of its own were meant in that of its threshold.
UPDATE "frescura"."refresh_triggers" t SET "currency" = s."currency"
  FROM "frescura"."view_sources" s
 WHERE s."view_id" = t."view_id" AND s."currency_expression" IS NULL AND t."amount" IS NOT NULL
   AND t."source_table" IN (s."source_name", quote_ident(s."source_name"),
                            format('%I.%I', s."source_schema", s."source_name"));
--> statement-breakpoint
-- The home currency was MXN for all; it stays so where the tables of the contract are.
INSERT INTO "frescura"."settings" ("key", "value")
SELECT 'currency', '"MXN"' WHERE EXISTS (SELECT FROM "frescura"."settings" WHERE "key" IN ('demo', 'universal_transactions_registered'))
ON CONFLICT ("key") DO NOTHING;
