"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, queryFor } from "@/lib/client/call";
import { type ChannelDraft, controlKeys } from "@/lib/client/control";
import type { ClientError } from "@/lib/client/http";
import { keys } from "@/lib/client/keys";
import type {
  Alert,
  Channel,
  ChannelChange,
  ChannelRemoval,
  ChannelSecret,
  ChannelTest,
  FormerSecretEnd,
  MadeChannel,
} from "@/lib/contract/alerts";

/** Alerts that last, or with those that ended within some hours. */
export function useAlerts(state: "open" | "all", hours: number) {
  return useQuery({
    ...queryFor(controlKeys.alertsOf(state, hours)),
    refetchInterval: 15_000,
  });
}

/** Notes that an alert is looked into, or takes the note back. */
export function useAcknowledge() {
  const client = useQueryClient();
  return useMutation<Alert, ClientError, { id: number; seen: boolean }>({
    mutationFn: ({ id, seen }) =>
      seen
        ? call("POST /api/v1/mv/alerts/{id}/acknowledge", { params: { id } })
        : call("DELETE /api/v1/mv/alerts/{id}/acknowledge", { params: { id } }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: controlKeys.alerts }),
        client.invalidateQueries({ queryKey: keys.health }),
      ]),
  });
}

/** Where alerts are told; only admin and ops may ask. */
export function useChannels() {
  return useQuery({
    ...queryFor(controlKeys.channels),
    refetchInterval: 30_000,
  });
}

/** A change of one channel, or a new one where there is no id yet. */
export type ChannelEdit = { id: number; change: ChannelChange } | { draft: ChannelDraft };

/** Saves a channel. */
export function useSaveChannel() {
  const client = useQueryClient();
  return useMutation<Channel | MadeChannel, ClientError, ChannelEdit>({
    mutationFn: (edit) =>
      "id" in edit
        ? call("PATCH /api/v1/mv/channels/{id}", { params: { id: edit.id }, body: edit.change })
        : call("POST /api/v1/mv/channels", { body: edit.draft }),
    onSettled: () => client.invalidateQueries({ queryKey: controlKeys.channels }),
  });
}

/** Gives a channel another secret, or ends the former one. */
export function useChannelSecret(id: number) {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: controlKeys.channels });
  const rotate = useMutation<ChannelSecret, ClientError>({
    mutationFn: () => call("POST /api/v1/mv/channels/{id}/secret", { params: { id } }),
    onSettled,
  });
  const end = useMutation<FormerSecretEnd, ClientError>({
    mutationFn: () => call("DELETE /api/v1/mv/channels/{id}/secret", { params: { id } }),
    onMutate: () => rotate.reset(),
    onSettled,
  });
  return { rotate, end };
}

/** Removes a channel. */
export function useRemoveChannel() {
  const client = useQueryClient();
  return useMutation<ChannelRemoval, ClientError, number>({
    mutationFn: (id) => call("DELETE /api/v1/mv/channels/{id}", { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: controlKeys.channels }),
  });
}

/** Sends a test by a channel. */
export function useTestChannel() {
  const client = useQueryClient();
  return useMutation<ChannelTest, ClientError, number>({
    mutationFn: (id) => call("POST /api/v1/mv/channels/{id}/test", { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: controlKeys.channels }),
  });
}
