import type { ReactNode } from "react";
import { firstHealth, orNothing, viewer } from "@/app/first-data";
import { Hydrated } from "@/app/hydrated";
import { ClockProvider } from "@/components/data/clock";
import { LiveProvider } from "@/components/data/live";
import { QueryProvider } from "@/components/data/query-provider";
import { keys } from "@/lib/client/keys";
import { getMe } from "@/server/me/get";

/** The data that every page of a signed-in person has: who they are, and how fresh all is. */
export async function Frame({ children }: { children: ReactNode }) {
  const actor = await viewer();
  if (!actor) return null;
  const [me, health] = await Promise.all([orNothing(getMe(actor)), orNothing(firstHealth())]);
  return (
    <QueryProvider>
      <ClockProvider initial={health ? Date.parse(health.now) : Date.now()}>
        <Hydrated
          data={[
            [keys.me, me],
            [keys.health, health],
          ]}
        >
          <LiveProvider>{children}</LiveProvider>
        </Hydrated>
      </ClockProvider>
    </QueryProvider>
  );
}
