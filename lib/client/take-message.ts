import type { QueryClient } from "@tanstack/react-query";
import { controlKeys } from "@/lib/client/control";
import { keys } from "@/lib/client/keys";
import { among } from "@/lib/client/request";
import { takeHealth } from "@/lib/client/take-health";
import type { HealthList } from "@/lib/contract/health";
import type { LiveMessage } from "@/lib/contract/live";

/**
 * Puts what the stream says into the browser's cache, and the page's clock right.
 *
 * @param sync sets the clock by a moment of the server
 */
export function takeMessage(message: LiveMessage, client: QueryClient, sync: (now: string) => void): void {
  if (message.name === "beat" || message.name === "state") sync(message.data.now);
  else if (message.name === "alerts") {
    const { open } = message.data;
    client.setQueryData<HealthList>(keys.health, (list) => list && { ...list, open_alerts: open });
    void client.invalidateQueries({ queryKey: controlKeys.alerts });
  } else if (message.name === "verification")
    void client.invalidateQueries(among("GET /api/v1/mv/verifications"));
  else if (message.name === "health") {
    sync(message.data.now);
    client.setQueryData<HealthList>(keys.health, (list) => list && takeHealth(list, message.data));
  }
}
