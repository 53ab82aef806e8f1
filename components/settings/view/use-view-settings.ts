"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, queryFor } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import { keys } from "@/lib/client/keys";
import { SETTINGS, settingsKeys } from "@/lib/client/settings";
import type { ViewChange, ViewSettings } from "@/lib/contract/view-settings";

/** The settings of a view; only admin and ops may ask. */
export function useViewSettings(slug: string) {
  return useQuery({
    ...queryFor(settingsKeys.view(slug)),
    staleTime: 10_000,
    // What an admin is typing must not be read from under them.
    refetchOnWindowFocus: false,
  });
}

/** What has to be asked anew once settings of a view changed. */
export function useSettingsChanged(slug: string) {
  const client = useQueryClient();
  return async (settings?: ViewSettings) => {
    if (settings) client.setQueryData(settingsKeys.view(slug), settings);
    await Promise.all([
      client.invalidateQueries(SETTINGS),
      client.invalidateQueries({ queryKey: keys.health }),
      client.invalidateQueries({ queryKey: keys.doctor }),
    ]);
  };
}

/** Changes settings of a view; what is left out stays. */
export function useChangeView(slug: string) {
  const changed = useSettingsChanged(slug);
  return useMutation<ViewSettings, ClientError, ViewChange>({
    mutationFn: (change) => call("PATCH /api/v1/mv/views/{view}", { params: { view: slug }, body: change }),
    onSuccess: changed,
  });
}
