import { z } from "zod";
import { ALERT_KINDS } from "@/lib/alerts/alert-kinds";
import { SINKS } from "@/lib/alerts/alert-sinks";
import { historyQuery } from "./history";
import { PAGE_LIMIT, PAGE_LIMIT_MAX } from "./page";
import { timestamp } from "./timestamp";
import { viewName } from "./view";

/** What an alert is about: each declared in `lib/alerts/kinds`, and judged by `frescura.alert_conditions()`. */
export const alertKind = z.enum(Object.keys(ALERT_KINDS) as (keyof typeof ALERT_KINDS)[]);
export type AlertKind = z.infer<typeof alertKind>;

/** What is told of an alert: that it began, that it ended; or a test. */
export const edge = z.enum(["opened", "closed", "test"]);
export type Edge = z.infer<typeof edge>;

/** A condition that someone should know of: a row of `frescura.alerts`. */
export const alert = z.object({
  id: z.int(),
  /** Slug; null where it is about the whole installation. */
  view: z.string().nullable(),
  /** Its title. */
  title: z.string().nullable(),
  kind: alertKind,
  /** Facts, by kind. */
  detail: z.record(z.string(), z.unknown()),
  opened_at: timestamp,
  closed_at: timestamp.nullable(),
  acknowledged_at: timestamp.nullable(),
  acknowledged_by: z.string().nullable(),
});
export type Alert = z.infer<typeof alert>;

/** Query of `GET /api/v1/mv/alerts`. */
export const alertsQuery = z.object({
  /** Only those that last, or with those that are over. */
  state: z.enum(["open", "all"], { error: "state is open or all" }).default("open"),
  /** Of those that are over, only the ones that ended within so many hours. */
  hours: historyQuery.shape.hours.default(168),
  view: viewName.optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(PAGE_LIMIT),
  /** Only alerts with a smaller id: the next page. */
  before: z.coerce.number().int().positive().optional(),
});
export type AlertsQuery = z.infer<typeof alertsQuery>;

/** Answer of `GET /api/v1/mv/alerts`, newest first. */
export const alertsAnswer = z.object({
  alerts: z.array(alert),
  /** Pass as `before` for older ones; null at the end. */
  next_before: z.int().nullable(),
});
export type AlertsAnswer = z.infer<typeof alertsAnswer>;

/** How alerts are told: each declared in `lib/alerts/sinks`. */
export const channelKind = z.enum(Object.keys(SINKS) as (keyof typeof SINKS)[]);
export type ChannelKind = z.infer<typeof channelKind>;
export const channelLocale = z.enum(["es", "en"]);
export type ChannelLocale = z.infer<typeof channelLocale>;

const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}*$/u, "holds a control character");

const target = z.string().trim().min(3).max(2000);

/** Body of `POST /api/v1/mv/channels`. */
export const newChannel = z
  .strictObject({
    kind: channelKind,
    name,
    /** Such as an http(s) URL, or an address. */
    target,
    locale: channelLocale.default("es"),
  })
  .superRefine((given, context) => {
    const wrong = wrongTarget(given.kind, given.target);
    if (wrong) context.addIssue({ code: "custom", path: ["target"], message: wrong });
  });
export type NewChannel = z.infer<typeof newChannel>;

/** What is wrong with a target of this kind; null when it will do. */
export function wrongTarget(kind: ChannelKind, given: string): string | null {
  const { target, wrongTarget } = SINKS[kind];
  return target.safeParse(given).success ? null : wrongTarget;
}

/** Body of `PATCH /api/v1/mv/channels/<id>`: what is left out stays. */
export const channelChange = z
  .strictObject({ name, enabled: z.boolean(), locale: channelLocale, target })
  .partial();
export type ChannelChange = z.infer<typeof channelChange>;

/** A notification as a channel got it, or did not. */
export const delivery = z.object({
  id: z.string(),
  edge,
  kind: alertKind.nullable(),
  view: z.string().nullable(),
  created_at: timestamp,
  attempts: z.int(),
  last_error: z.string().nullable(),
  /** null while it waits. */
  delivered_at: timestamp.nullable(),
  next_attempt_at: timestamp.nullable(),
});
export type Delivery = z.infer<typeof delivery>;

/** A channel as people see it: only an admin sees the whole target, which may hold a secret. */
export const channel = z.object({
  id: z.int(),
  kind: channelKind,
  name: z.string(),
  target: z.string(),
  enabled: z.boolean(),
  locale: channelLocale,
  created_at: timestamp,
  /** How many secrets sign what it gets: none, one, or two until the former is ended. */
  secrets: z.int(),
  /** Notifications that wait, and why the last attempt failed, unless one was delivered since. */
  waiting: z.int(),
  last_error: z.string().nullable(),
  last_delivered_at: timestamp.nullable(),
  /** The latest, newest first. */
  deliveries: z.array(delivery),
});
export type Channel = z.infer<typeof channel>;

/** Answer of `GET /api/v1/mv/channels`. */
export const channelsAnswer = z.object({
  channels: z.array(channel),
  /** Whether this installation has a mail server (SMTP_URL). */
  email_ready: z.boolean(),
});
export type ChannelsAnswer = z.infer<typeof channelsAnswer>;

/** Answer of `POST /api/v1/mv/channels`: the one time that the secret of a webhook is told; null for other kinds. */
export const madeChannel = channel.extend({ secret: z.string().nullable() });
export type MadeChannel = z.infer<typeof madeChannel>;

/** Answer of `POST /api/v1/mv/channels/<id>/secret`: the new one, told this once; the former signs beside it. */
export const channelSecret = z.object({ id: z.int(), secret: z.string(), secrets: z.int() });
export type ChannelSecret = z.infer<typeof channelSecret>;

/** Answer of `DELETE /api/v1/mv/channels/<id>/secret`: whether there was a former one. */
export const formerSecretEnd = z.object({ id: z.int(), ended: z.boolean() });
export type FormerSecretEnd = z.infer<typeof formerSecretEnd>;

/** Answer of `POST /api/v1/mv/channels/<id>/test`: whether the sink took it at once, else why not. */
export const channelTest = z.object({
  notification_id: z.string(),
  delivered: z.boolean(),
  error: z.string().nullable(),
});
export type ChannelTest = z.infer<typeof channelTest>;

/** Answer of `DELETE /api/v1/mv/channels/<id>`. */
export const channelRemoval = z.object({ id: z.int(), removed: z.literal(true) });
export type ChannelRemoval = z.infer<typeof channelRemoval>;
