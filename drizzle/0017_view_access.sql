CREATE TABLE "frescura"."receipt_key" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"key" text NOT NULL,
	CONSTRAINT "receipt_key_only" CHECK ("frescura"."receipt_key"."only")
);
--> statement-breakpoint
ALTER TABLE "frescura"."tokens" ADD COLUMN "views" bigint[];--> statement-breakpoint
ALTER TABLE "frescura"."users" ADD COLUMN "groups" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "frescura"."channels" ADD COLUMN "secret" text;--> statement-breakpoint
ALTER TABLE "frescura"."channels" ADD COLUMN "former_secret" text;--> statement-breakpoint
ALTER TABLE "frescura"."views" ADD COLUMN "seen_by" text[];--> statement-breakpoint
ALTER TABLE "frescura"."tokens" ADD CONSTRAINT "tokens_views" CHECK ("frescura"."tokens"."views" is null or not "frescura"."tokens"."scopes" @> array['admin']);
--> statement-breakpoint
-- Data: the key that receipts are signed with, and a secret for each webhook that there is; 244 random bits each.
INSERT INTO "frescura"."receipt_key" ("key") VALUES (gen_random_uuid()::text || gen_random_uuid()::text);--> statement-breakpoint
UPDATE "frescura"."channels"
   SET "secret" = 'whsec_' || encode(decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'), 'base64')
 WHERE "kind" = 'webhook';
