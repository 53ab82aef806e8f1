"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type ChannelDraft,
  controlKeys,
  deleteChannel,
  getAlerts,
  getChannels,
  patchChannel,
  postChannel,
  postChannelTest,
  putAcknowledged,
} from "@/lib/client/control";
import type { ClientError } from "@/lib/client/http";
import { keys } from "@/lib/client/keys";
import type {
  Alert,
  AlertsAnswer,
  Channel,
  ChannelChange,
  ChannelRemoval,
  ChannelsAnswer,
  ChannelTest,
} from "@/lib/contract/alerts";

/** Alerts that last, or with those that ended within some hours. */
export function useAlerts(state: "open" | "all", hours: number) {
  return useQuery<AlertsAnswer, ClientError>({
    queryKey: controlKeys.alertsOf(state, hours),
    queryFn: ({ signal }) => getAlerts(state, hours, signal),
    refetchInterval: 15_000,
  });
}

/** Notes that an alert is looked into, or takes the note back. */
export function useAcknowledge() {
  const client = useQueryClient();
  return useMutation<Alert, ClientError, { id: number; seen: boolean }>({
    mutationFn: ({ id, seen }) => putAcknowledged(id, seen),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: controlKeys.alerts }),
        client.invalidateQueries({ queryKey: keys.health }),
      ]),
  });
}

/** Where alerts are told; only admin and ops may ask. */
export function useChannels() {
  return useQuery<ChannelsAnswer, ClientError>({
    queryKey: controlKeys.channels,
    queryFn: ({ signal }) => getChannels(signal),
    refetchInterval: 30_000,
  });
}

/** A change of one channel, or a new one where there is no id yet. */
export type ChannelEdit = { id: number; change: ChannelChange } | { draft: ChannelDraft };

/** Saves a channel. */
export function useSaveChannel() {
  const client = useQueryClient();
  return useMutation<Channel, ClientError, ChannelEdit>({
    mutationFn: (edit) => ("id" in edit ? patchChannel(edit.id, edit.change) : postChannel(edit.draft)),
    onSettled: () => client.invalidateQueries({ queryKey: controlKeys.channels }),
  });
}

/** Removes a channel. */
export function useRemoveChannel() {
  const client = useQueryClient();
  return useMutation<ChannelRemoval, ClientError, number>({
    mutationFn: deleteChannel,
    onSettled: () => client.invalidateQueries({ queryKey: controlKeys.channels }),
  });
}

/** Sends a test by a channel. */
export function useTestChannel() {
  const client = useQueryClient();
  return useMutation<ChannelTest, ClientError, number>({
    mutationFn: postChannelTest,
    onSettled: () => client.invalidateQueries({ queryKey: controlKeys.channels }),
  });
}
