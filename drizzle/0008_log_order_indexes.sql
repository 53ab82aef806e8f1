DROP INDEX "mv_refresh_log_last_completed";--> statement-breakpoint
DROP INDEX "mv_refresh_log_by_view";--> statement-breakpoint
DROP INDEX "mv_refresh_log_by_time";--> statement-breakpoint
CREATE INDEX "mv_refresh_log_vouching" ON "mv_refresh_log" USING btree ("view_id","refresh_started_at") WHERE status = 'completed' or reason = 'nothing_pending';--> statement-breakpoint
CREATE INDEX "mv_refresh_log_shown" ON "mv_refresh_log" USING btree ("view_id","refresh_completed_at") WHERE status = 'completed' or reason = 'nothing_pending';--> statement-breakpoint
CREATE INDEX "mv_refresh_log_by_view_time" ON "mv_refresh_log" USING btree ("view_id","created_at");--> statement-breakpoint
CREATE INDEX "mv_refresh_log_by_created" ON "mv_refresh_log" USING btree ("created_at");