import { readTargets } from "@/lib/client/targets-form";
import type { ReadPolicy, ViewChange } from "@/lib/contract/view-settings";
import { parseDuration } from "@/lib/duration";
import { CURRENCY_CODE } from "@/lib/money";

type DurationField = "sla" | "stale" | "lock" | "run" | "retry";

/** What is wrong in the form, as `settings.<name>` in the messages. */
export type ViewFormErrors = Partial<
  Record<DurationField, "durationError" | "staleError"> & {
    zone: "zoneError";
    money: "moneyError";
    currency: "currencyError";
    targets: "targetsError";
  }
>;

/** What the form of a view's settings says; `change` is null where something in it is wrong. */
export function readViewForm(form: FormData): { change: ViewChange | null; errors: ViewFormErrors } {
  const errors: ViewFormErrors = {};
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const duration = (name: DurationField) => {
    try {
      return parseDuration(text(name));
    } catch {
      errors[name] = "durationError";
      return 0;
    }
  };
  const targets = readTargets(form);
  const change = {
    title: text("title"),
    time_zone: text("zone"),
    sla_seconds: duration("sla"),
    stale_seconds: duration("stale"),
    enabled: form.has("enabled"),
    skip_unchanged: form.has("skip"),
    follows_upstream: form.has("follows"),
    read_policy: text("policy") as ReadPolicy,
    lock_timeout_ms: duration("lock") * 1000,
    run_seconds_max: duration("run"),
    retry_seconds: duration("retry"),
    failures_max: Number(text("failures")),
    event_attempts_max: Number(text("attempts")),
    on_long_transaction: text("holder") as ViewChange["on_long_transaction"],
    pending_amount_max: text("money") === "" ? null : Number(text("money").replace(/[\s,]/g, "")),
    pending_currency: text("currency").toUpperCase() || null,
    targets: targets ?? [],
  };
  const { pending_amount_max: money } = change;
  if (money !== null && !(money >= 0 && Number.isFinite(money))) errors.money = "moneyError";
  const { pending_currency: currency } = change;
  if (currency !== null && !CURRENCY_CODE.test(currency)) errors.currency = "currencyError";
  if (!targets) errors.targets = "targetsError";
  if (!isTimeZone(change.time_zone)) errors.zone = "zoneError";
  if (!errors.sla && !errors.stale && change.stale_seconds < change.sla_seconds) errors.stale = "staleError";
  return { change: Object.keys(errors).length === 0 ? change : null, errors };
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) !== null;
  } catch {
    return false;
  }
}
