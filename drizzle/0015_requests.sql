CREATE TABLE "frescura"."idempotency_keys" (
	"caller" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"claimed_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"status" integer,
	"headers" jsonb,
	"body" text,
	CONSTRAINT "idempotency_keys_once" PRIMARY KEY("caller","key")
);
--> statement-breakpoint
ALTER TABLE "frescura"."users" ADD COLUMN "subject" text;--> statement-breakpoint
ALTER TABLE "frescura"."users" ADD CONSTRAINT "users_subject" UNIQUE("subject");