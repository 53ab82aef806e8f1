ALTER TABLE "frescura"."refresh_log" ADD COLUMN "reason_detail" jsonb;--> statement-breakpoint
ALTER TABLE "frescura"."refresh_log" ADD COLUMN "mode_detail" jsonb;--> statement-breakpoint
UPDATE "frescura"."refresh_log"
   SET "reason" = 'upstream_failed', "reason_detail" = jsonb_build_object('view', substr("reason", length('upstream_failed:') + 1))
 WHERE "reason" LIKE 'upstream\_failed:%';--> statement-breakpoint
UPDATE "frescura"."refresh_log" l
   SET "reason" = 'long_transaction',
       "reason_detail" = jsonb_build_object('pid', w.words[1]::integer, 'role', w.words[2], 'application', w.words[3])
  FROM (SELECT "id", regexp_match("reason", '^long_transaction:(\d+) (\S+)(?: (.*))?$') AS words
          FROM "frescura"."refresh_log" WHERE "reason" LIKE 'long\_transaction:%') w
 WHERE w."id" = l."id" AND w.words IS NOT NULL;--> statement-breakpoint
UPDATE "frescura"."refresh_log"
   SET "mode_detail" = CASE WHEN "mode_reason" LIKE 'A concurrent refresh was refused: %'
                            THEN jsonb_build_object('message', regexp_replace("mode_reason", '^A concurrent refresh was refused: (.*)\.$', '\1')) END,
       "mode_reason" = CASE WHEN "mode_reason" LIKE 'The view has never been populated%' THEN 'unpopulated'
                            WHEN "mode_reason" LIKE 'The view has no unique index%' THEN 'no_unique_index'
                            WHEN "mode_reason" LIKE 'The owner of the view may not make%' THEN 'no_temporary'
                            WHEN "mode_reason" LIKE 'A concurrent refresh was refused%' THEN 'refused'
                            ELSE "mode_reason" END
 WHERE "mode_reason" IS NOT NULL;
