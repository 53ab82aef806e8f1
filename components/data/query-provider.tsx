"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

/**
 * Counted from when the server asked, by its clock: what a page came with is not asked again while a slow phone brings
 * it to life.
 */
const STALE_MS = 15_000;

/** The browser's cache. Polling retries by itself, so that a single failure shows at once. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: { retry: false, networkMode: "always", staleTime: STALE_MS, refetchOnWindowFocus: true },
          mutations: { retry: false, networkMode: "always" },
        },
      }),
  );
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
