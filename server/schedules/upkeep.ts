import { checkAlerts } from "@/server/alerts/check";
import { deliverNotifications } from "@/server/alerts/deliver";
import { logger } from "@/server/log";
import { pruneLog } from "@/server/log/prune";
import { reap } from "@/server/refresh/reap";
import { runRetries } from "./run-retries";
import { driverSeen } from "./seen";

/**
 * What the worker does beside the schedules, for installations that are driven from outside: dead attempts are
 * ended, failures tried again, alerts judged and told, the log pruned. A step that fails is logged and left to the
 * next delivery: the slots have run.
 *
 * @param name of the driver
 * @param kind of driver, as `frescura.drivers` keeps it
 */
export async function upkeep(name: string, kind: "vercel" | "http"): Promise<void> {
  const steps: Record<string, () => Promise<unknown>> = {
    reap: () => reap(),
    retries: () => runRetries({ driver: name }),
    // Before this driver is seen: a time without any would otherwise end unseen with the first that comes back.
    alerts: () => checkAlerts(),
    seen: () => driverSeen(name, kind),
    outbox: () => deliverNotifications(),
    prune: () => pruneLog(),
  };
  for (const [step, work] of Object.entries(steps)) {
    await work().catch((error) => logger().error({ step, err: error }, "upkeep after a delivery failed"));
  }
}
