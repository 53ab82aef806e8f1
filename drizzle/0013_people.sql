CREATE TABLE "frescura"."sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" bigint NOT NULL,
	"address" text,
	"agent" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"authenticated_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	CONSTRAINT "sessions_end_reason" CHECK ("frescura"."sessions"."end_reason" in ('signed_out', 'ended', 'closed', 'password', 'role')),
	CONSTRAINT "sessions_end_has_reason" CHECK (("frescura"."sessions"."ended_at" is null) = ("frescura"."sessions"."end_reason" is null))
);
--> statement-breakpoint
ALTER TABLE "frescura"."tokens" ADD COLUMN "scopes" text[];--> statement-breakpoint
ALTER TABLE "frescura"."tokens" ADD COLUMN "user_id" bigint;--> statement-breakpoint
ALTER TABLE "frescura"."tokens" ADD COLUMN "expires_at" timestamp with time zone;--> statement-breakpoint
-- Data: a token that there was may do what it could, belongs to the account that made it, has 90 days from now on, and a
-- name of its own. One whose maker is closed, or no admin any more, has ended.
UPDATE "frescura"."tokens" t
   SET "scopes" = CASE WHEN t."role" = 'admin' THEN array['read', 'refresh', 'admin'] ELSE array['read', 'refresh'] END,
       "expires_at" = clock_timestamp() + interval '90 days',
       "user_id" = (SELECT u."id" FROM "frescura"."users" u WHERE t."created_by" = 'user:' || u."email"),
       "name" = CASE WHEN EXISTS (SELECT FROM "frescura"."tokens" o
                                   WHERE lower(o."name") = lower(t."name") AND o."id" < t."id" AND o."revoked_at" IS NULL)
                     THEN t."name" || ' #' || t."id" ELSE t."name" END;--> statement-breakpoint
UPDATE "frescura"."tokens" t SET "revoked_at" = clock_timestamp()
  FROM "frescura"."users" u
 WHERE u."id" = t."user_id" AND t."revoked_at" IS NULL AND (u."disabled_at" IS NOT NULL OR u."role" <> 'admin');--> statement-breakpoint
ALTER TABLE "frescura"."tokens" ALTER COLUMN "scopes" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "frescura"."tokens" ALTER COLUMN "expires_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "frescura"."sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "frescura"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_of_user" ON "frescura"."sessions" USING btree ("user_id") WHERE "frescura"."sessions"."ended_at" is null;--> statement-breakpoint
ALTER TABLE "frescura"."tokens" ADD CONSTRAINT "tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "frescura"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "tokens_name" ON "frescura"."tokens" USING btree (lower("name")) WHERE "frescura"."tokens"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "tokens_of_user" ON "frescura"."tokens" USING btree ("user_id");--> statement-breakpoint
ALTER TABLE "frescura"."tokens" ADD CONSTRAINT "tokens_scopes" CHECK ("frescura"."tokens"."scopes" <@ array['read', 'refresh', 'admin'] and cardinality("frescura"."tokens"."scopes") > 0);