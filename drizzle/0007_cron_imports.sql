CREATE TABLE "mv_cron_imports" (
	"run_id" bigint NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"imported_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "mv_cron_imports_once" PRIMARY KEY("run_id","started_at")
);
