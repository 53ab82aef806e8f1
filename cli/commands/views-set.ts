import { type Command, Option } from "commander";
import { EXIT, UsageError } from "@/cli/failure";
import { facts, print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { onLongTransaction, readPolicy, type ViewSettings } from "@/lib/contract/view-settings";
import { formatDuration, parseDuration } from "@/lib/duration";
import { plainMoney } from "@/lib/money";
import { formatTarget, parseTarget } from "@/lib/targets";
import { updateView } from "@/server/views/update";

interface Options {
  title?: string;
  sla?: string;
  stale?: string;
  timeZone?: string;
  enabled?: string;
  readPolicy?: string;
  skipUnchanged?: string;
  followsUpstream?: string;
  lockTimeout?: string;
  runMax?: string;
  retry?: string;
  failuresMax?: string;
  eventAttemptsMax?: string;
  onLongTransaction?: string;
  moneyMax?: string;
  moneyCurrency?: string;
  target?: string[];
  seenBy?: string[];
}

const onOff = (flag: string, what: string) => new Option(`${flag} <on|off>`, what).choices(["on", "off"]);

/** `frescura views set <view>` */
export function addViewsSet(parent: Command): void {
  parent
    .command("set")
    .description("change settings of a registered view; what is left out stays")
    .argument("<view>", "slug or name of a registered view")
    .option("--title <title>", "its name for people")
    .option("--sla <duration>", "up to which age it is fresh, such as 60m, 2h, 90s")
    .option("--stale <duration>", "up to which age it is stale, and very stale beyond")
    .option("--time-zone <zone>", "IANA zone of its working hours")
    .addOption(onOff("--enabled", "whether schedules and events refresh it"))
    .addOption(
      new Option("--read-policy <policy>", "where reads go when it cannot be trusted").choices(
        readPolicy.options,
      ),
    )
    .addOption(onOff("--skip-unchanged", "whether a scheduled refresh is skipped when nothing is pending"))
    .addOption(onOff("--follows-upstream", "whether a refresh of a view that it reads asks for its own"))
    .option("--lock-timeout <duration>", "how long a refresh waits for readers, such as 10s")
    .option("--run-max <duration>", "the longest that a refresh may run")
    .option("--retry <duration>", "wait before the first retry of a scheduled failure; it doubles with each")
    .option("--failures-max <count>", "so many scheduled failures in a row suspend it")
    .option("--event-attempts-max <count>", "after so many failed attempts an event is set aside")
    .addOption(
      new Option(
        "--on-long-transaction <what>",
        "what a plain refresh does while a long transaction holds the view",
      ).choices(onLongTransaction.options),
    )
    .option(
      "--money-max <amount>",
      "most money that may be missing from it before an alert tells; off for none",
    )
    .option("--money-currency <code>", "currency of that limit, such as USD; off for none")
    .option(
      "--target <target...>",
      'how old its data may be at times, instead of those it has: "15m mon-fri 9:00-18:00" "30m mon-fri by 8:55"; off for none',
    )
    .option(
      "--seen-by <who...>",
      "who sees it beside admins: role:<role>, group:<name of a group>; all for everybody, admins for nobody else",
    )
    .action((view: string, options: Options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        if (Object.keys(options).length === 0) throw new UsageError("Say what to change, such as --sla 30m.");
        const settings = await updateView(actor, view, changeOf(options));
        print(json, settings, () => words(settings));
        return EXIT.ok;
      }),
    );
}

function changeOf(o: Options) {
  const lock = seconds(o.lockTimeout);
  return {
    title: o.title,
    sla_seconds: seconds(o.sla),
    stale_seconds: seconds(o.stale),
    time_zone: o.timeZone,
    enabled: flag(o.enabled),
    read_policy: o.readPolicy,
    skip_unchanged: flag(o.skipUnchanged),
    follows_upstream: flag(o.followsUpstream),
    lock_timeout_ms: lock === undefined ? undefined : lock * 1000,
    run_seconds_max: seconds(o.runMax),
    retry_seconds: seconds(o.retry),
    failures_max: count("--failures-max", o.failuresMax),
    event_attempts_max: count("--event-attempts-max", o.eventAttemptsMax),
    on_long_transaction: o.onLongTransaction,
    pending_amount_max: money(o.moneyMax),
    pending_currency: o.moneyCurrency === "off" ? null : o.moneyCurrency,
    seen_by: seers(o.seenBy),
    targets: o.target?.filter((text) => text !== "off").map(parseTarget),
  };
}

function seers(names: string[] | undefined): string[] | null | undefined {
  if (names?.length === 1 && names[0] === "all") return null;
  return names?.length === 1 && names[0] === "admins" ? [] : names;
}

function money(text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined;
  if (text === "off") return null;
  if (!/^\d+(\.\d{1,2})?$/.test(text))
    throw new UsageError(`--money-max "${text}" is not an amount such as 50000.`);
  return Number(text);
}

const seconds = (text: string | undefined) => (text === undefined ? undefined : parseDuration(text));
const flag = (text: string | undefined) => (text === undefined ? undefined : text === "on");

function count(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,3}$/.test(text))
    throw new UsageError(`${option} "${text}" is not a count from 1 to 1000.`);
  return Number(text);
}

function words(s: ViewSettings): string {
  const yes = (value: boolean) => (value ? "on" : "off");
  return facts([
    ["view", `${s.schema_name}.${s.view_name}`],
    ["slug", s.slug],
    ["title", s.title],
    ["fresh up to", formatDuration(s.sla_seconds)],
    ["stale up to", formatDuration(s.stale_seconds)],
    ["targets", s.targets.map(formatTarget).join("; ")],
    ["time zone", s.time_zone],
    ["seen by", s.seen_by === null ? "everybody" : ["admins", ...s.seen_by].join(", ")],
    ["enabled", yes(s.enabled)],
    ["read policy", s.read_policy],
    ["skip unchanged", yes(s.skip_unchanged)],
    ["follows upstream", yes(s.follows_upstream)],
    ["lock timeout", `${s.lock_timeout_ms} ms`],
    ["longest run", formatDuration(s.run_seconds_max)],
    ["first retry after", formatDuration(s.retry_seconds)],
    ["suspended after", `${s.failures_max} scheduled failures in a row`],
    ["events set aside after", `${s.event_attempts_max} failed attempts`],
    ["long transaction", s.on_long_transaction],
    [
      "money missing, at most",
      s.pending_amount_max === null ? "no limit" : plainMoney(s.pending_amount_max, s.pending_currency),
    ],
  ]);
}
