import { ask } from "@/lib/client/http";
import type {
  MadeToken,
  TokenInfo,
  TokenList,
  User,
  UserChange,
  UserList,
  UserWithPassword,
} from "@/lib/contract/access";
import type { DeedsAnswer } from "@/lib/contract/audit-log";
import type { Discovery, NewView, RegisteredView, ViewList } from "@/lib/contract/registry";
import type { TrackAnswer, UntrackAnswer } from "@/lib/contract/tracks";
import type { UnregisterAnswer, ViewChange, ViewSettings } from "@/lib/contract/view-settings";
import type { UnwatchAnswer } from "@/lib/contract/watches";

/** Keys of the browser's cache for the settings. */
export const settingsKeys = {
  views: ["settings", "views"] as const,
  discovery: ["settings", "discovery"] as const,
  view: (slug: string) => ["settings", "view", slug] as const,
  users: ["settings", "users"] as const,
  tokens: ["settings", "tokens"] as const,
  deeds: ["settings", "deeds"] as const,
};

function send<T>(method: string, path: string, body?: object): Promise<T> {
  const sent = body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  return ask<T>(path, { method, ...sent });
}

const at = (slug: string) => `/api/v1/mv/views/${encodeURIComponent(slug)}`;

export const getViews = (signal?: AbortSignal) => ask<ViewList>("/api/v1/mv/views", { signal });
export const getDiscovery = (signal?: AbortSignal) => ask<Discovery>("/api/v1/mv/discover", { signal });
export const getSettings = (slug: string, signal?: AbortSignal) => ask<ViewSettings>(at(slug), { signal });
export const postView = (view: NewView) => send<RegisteredView>("POST", "/api/v1/mv/views", view);
export const patchView = (slug: string, change: ViewChange) => send<ViewSettings>("PATCH", at(slug), change);
export const deleteView = (slug: string) => send<UnregisterAnswer>("DELETE", at(slug));

export const postWatch = (watch: object) => send<ViewSettings>("POST", "/api/v1/mv/watches", watch);
export const patchWatch = (change: object) => send<ViewSettings>("PATCH", "/api/v1/mv/watches", change);
export const deleteWatch = (view: string, source: string) =>
  send<UnwatchAnswer>("DELETE", `/api/v1/mv/watches?${new URLSearchParams({ view, source })}`);
export const postTrack = (track: object) => send<TrackAnswer>("POST", "/api/v1/mv/tracks", track);
export const deleteTrack = (view: string) =>
  send<UntrackAnswer>("DELETE", `/api/v1/mv/tracks?${new URLSearchParams({ view })}`);

export const getUsers = (signal?: AbortSignal) => ask<UserList>("/api/v1/users", { signal });
export const postUser = (user: object) => send<UserWithPassword>("POST", "/api/v1/users", user);
export const patchUser = (id: number, change: UserChange) =>
  send<User>("PATCH", `/api/v1/users/${id}`, change);
export const postPassword = (id: number, body: { password?: string }) =>
  send<UserWithPassword>("POST", `/api/v1/users/${id}/password`, body);
export const postOwnPassword = (body: { current: string; password: string }) =>
  send<{ changed: boolean }>("POST", "/api/v1/me/password", body);

export const getTokens = (signal?: AbortSignal) => ask<TokenList>("/api/v1/tokens", { signal });
export const postToken = (token: object) => send<MadeToken>("POST", "/api/v1/tokens", token);
export const deleteToken = (id: number) => send<TokenInfo>("DELETE", `/api/v1/tokens/${id}`);

export const getDeeds = (before: number | undefined, signal?: AbortSignal) =>
  ask<DeedsAnswer>(`/api/v1/audit-log${before === undefined ? "" : `?before=${before}`}`, { signal });
