import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { firstHealth, orNothing, viewer } from "@/app/first-data";
import { firstPaint, prefetch } from "@/app/prefetch";
import { ClockProvider } from "@/components/data/clock";
import { LiveProvider } from "@/components/data/live";
import { QueryProvider } from "@/components/data/query-provider";
import { keys } from "@/lib/client/keys";
import { getMe } from "@/server/me/get";

/** The data that every page of a signed-in person has: who they are, and how fresh all is. */
export async function Frame({ children }: { children: ReactNode }) {
  const actor = await viewer();
  if (!actor) return null;
  const client = firstPaint();
  const [health] = await Promise.all([
    orNothing(firstHealth()),
    prefetch(client, keys.me, () => getMe(actor)),
  ]);
  if (health) client.setQueryData(keys.health, health);
  return (
    <QueryProvider>
      <ClockProvider initial={health ? Date.parse(health.now) : Date.now()}>
        <HydrationBoundary state={dehydrate(client)}>
          <LiveProvider>{children}</LiveProvider>
        </HydrationBoundary>
      </ClockProvider>
    </QueryProvider>
  );
}
