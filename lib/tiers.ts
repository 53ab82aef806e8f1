/** What a refresh can be brought on by, as `trigger_type` of the log says it. */
export const TRIGGER_TYPES = ["cron", "event", "manual", "test"] as const;
export type TriggerType = (typeof TRIGGER_TYPES)[number];

/** Tiers of schedules that mean something by themselves; any other name only refreshes. */
export const SCHEDULE_TIERS = ["hourly", "working-hours", "events", "verification", "targets"] as const;

/** Whether a slot of a tier is a refresh: others drain what waits, verify, or look for what would be late. */
export const refreshesByClock = (tier: string) => !["events", "verification", "targets"].includes(tier);

/** What a tier was called before; deliveries of drivers that still say so are for the new one. */
export const FORMER_TIERS: Readonly<Record<string, string>> = { audit: "verification" };

/** Other tiers that people make, for which there are words. */
export const NAMED_TIERS = [...SCHEDULE_TIERS, "nightly"] as const;

/** The crons of C3's base tier. */
export const HOURLY_CRON = "0 * * * *";
export const WORKING_HOURS_CRON = "*/15 9-18 * * 1-5";
