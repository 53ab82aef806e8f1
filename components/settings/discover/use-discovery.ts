"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, queryFor } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import { keys } from "@/lib/client/keys";
import { SETTINGS, settingsKeys } from "@/lib/client/settings";
import type { NewView, RegisteredView } from "@/lib/contract/registry";

/** Materialized views that nobody has registered; only admin and ops may ask. */
export function useDiscovery(enabled: boolean) {
  return useQuery({
    ...queryFor(settingsKeys.discovery),
    // One that is created in psql meanwhile appears by itself.
    refetchInterval: 10_000,
    enabled,
  });
}

/** Registers a view, which then shows everywhere. */
export function useRegister(onDone: (view: RegisteredView) => void) {
  const client = useQueryClient();
  return useMutation<RegisteredView, ClientError, NewView>({
    mutationFn: (body) => call("POST /api/v1/mv/views", { body }),
    onSuccess: async (view) => {
      onDone(view);
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.health }),
        client.invalidateQueries({ queryKey: keys.doctor }),
        client.invalidateQueries(SETTINGS),
      ]);
    },
  });
}
