import { ask } from "@/lib/client/http";
import type {
  Alert,
  AlertsAnswer,
  Channel,
  ChannelChange,
  ChannelRemoval,
  ChannelsAnswer,
  ChannelTest,
} from "@/lib/contract/alerts";
import type { CancelAnswer, ResumeAnswer } from "@/lib/contract/control";
import type { EventsAnswer, EventsRetry, RetryAnswer } from "@/lib/contract/events";
import type { FailuresAnswer } from "@/lib/contract/history";
import type { SlaAnswer } from "@/lib/contract/sla";
import type { TroubleshootingAnswer } from "@/lib/contract/troubleshooting";

const PATH = "/api/v1/mv";

/** So many events at a time. */
const EVENTS_LIMIT = 100;

/** Keys of the browser's cache for what is controlled and promised. */
export const controlKeys = {
  alerts: ["alerts"] as const,
  alertsOf: (state: "open" | "all", hours: number) => ["alerts", state, hours] as const,
  channels: ["channels"] as const,
  events: ["events"] as const,
  eventsOf: (view: string | null, state: EventState, limit = EVENTS_LIMIT) =>
    ["events", view, state, limit] as const,
  // Below the log: an attempt that begins or ends changes them.
  failures: (hours: number) => ["log", "failures", hours] as const,
  answers: (view: string | null) => ["log", "answers", view] as const,
  sla: (hours: number) => ["log", "sla", hours] as const,
};

export type EventState = "waiting" | "set_aside" | "both";

/** What the form of a new channel sends. */
export interface ChannelDraft {
  kind: Channel["kind"];
  name: string;
  target: string;
  locale: Channel["locale"];
}

const post = (body?: object) => ({ method: "POST", ...(body && { body: JSON.stringify(body) }) });
const of = (view: string) => encodeURIComponent(view);

export const postCancel = (view: string) => ask<CancelAnswer>(`${PATH}/cancel/${of(view)}`, post());
export const postResume = (view: string) => ask<ResumeAnswer>(`${PATH}/resume/${of(view)}`, post());

export const getEvents = (
  view: string | null,
  state: EventState,
  limit = EVENTS_LIMIT,
  signal?: AbortSignal,
) =>
  ask<EventsAnswer>(`${PATH}/events?state=${state}&limit=${limit}${view ? `&view=${of(view)}` : ""}`, {
    signal,
  });
export const postRetry = (which: EventsRetry) => ask<RetryAnswer>(`${PATH}/events/retry`, post(which));

export const getFailures = (hours: number, signal?: AbortSignal) =>
  ask<FailuresAnswer>(`${PATH}/metrics/failures?hours=${hours}`, { signal });
export const getAnswers = (view: string | null, signal?: AbortSignal) =>
  ask<TroubleshootingAnswer>(`${PATH}/troubleshooting${view ? `?view=${of(view)}` : ""}`, { signal });
export const getSla = (hours: number, signal?: AbortSignal) =>
  ask<SlaAnswer>(`${PATH}/sla?hours=${hours}`, { signal });

export const getAlerts = (state: "open" | "all", hours: number, signal?: AbortSignal) =>
  ask<AlertsAnswer>(`${PATH}/alerts?state=${state}&hours=${hours}`, { signal });
export const putAcknowledged = (id: number, seen: boolean) =>
  ask<Alert>(`${PATH}/alerts/${id}/acknowledge`, { method: seen ? "POST" : "DELETE" });

export const getChannels = (signal?: AbortSignal) => ask<ChannelsAnswer>(`${PATH}/channels`, { signal });
export const postChannel = (draft: ChannelDraft) => ask<Channel>(`${PATH}/channels`, post(draft));
export const patchChannel = (id: number, change: ChannelChange) =>
  ask<Channel>(`${PATH}/channels/${id}`, { method: "PATCH", body: JSON.stringify(change) });
export const deleteChannel = (id: number) =>
  ask<ChannelRemoval>(`${PATH}/channels/${id}`, { method: "DELETE" });
export const postChannelTest = (id: number) => ask<ChannelTest>(`${PATH}/channels/${id}/test`, post());
