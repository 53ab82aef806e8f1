import { cache } from "react";
import type { Actor } from "@/server/actor";
import { currentUser, requireUser } from "@/server/auth";
import { listHealth } from "@/server/health/list";
import { logger } from "@/server/log";

/** The person signed in, asked once per request; null for nobody. */
export const viewer = cache(currentUser);

/** The person signed in; whoever is not goes to sign in and comes back to `here`. */
export async function requireViewer(here: string): Promise<Actor> {
  return (await viewer()) ?? (await requireUser(here));
}

/** The freshness of all views, asked once per request; null for nobody. */
export const firstHealth = cache(async () => {
  const actor = await viewer();
  return actor && (await listHealth(actor));
});

/** The browser asks again for what the first paint went without. */
export function logFailure(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  logger().warn({ message }, "first paint without data");
}

/** What the browser can also fetch by itself must not stop the first paint: a failure is logged, and left out. */
export async function orNothing<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    logFailure(error);
    return undefined;
  }
}
