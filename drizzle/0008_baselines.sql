ALTER INDEX "frescura"."refresh_log_vouching" RENAME TO "refresh_log_baselines";
