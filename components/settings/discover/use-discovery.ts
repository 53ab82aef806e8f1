"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ClientError } from "@/lib/client/http";
import { keys } from "@/lib/client/keys";
import { getDiscovery, postView, settingsKeys } from "@/lib/client/settings";
import type { Discovery, NewView, RegisteredView } from "@/lib/contract/registry";

/** Materialized views that nobody has registered; only admin and ops may ask. */
export function useDiscovery(enabled: boolean) {
  return useQuery<Discovery, ClientError>({
    queryKey: settingsKeys.discovery,
    queryFn: ({ signal }) => getDiscovery(signal),
    // One that is created in psql meanwhile appears by itself.
    refetchInterval: 10_000,
    enabled,
  });
}

/** Registers a view, which then shows everywhere. */
export function useRegister(onDone: (view: RegisteredView) => void) {
  const client = useQueryClient();
  return useMutation<RegisteredView, ClientError, NewView>({
    mutationFn: postView,
    onSuccess: async (view) => {
      onDone(view);
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.health }),
        client.invalidateQueries({ queryKey: keys.doctor }),
        client.invalidateQueries({ queryKey: ["settings"] }),
      ]);
    },
  });
}
