import type { Command } from "commander";
import { EXIT, UsageError } from "@/cli/failure";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import type { ViewSettings } from "@/lib/contract/view-settings";
import { getSettings } from "@/server/views/settings";
import { unregisterView } from "@/server/views/unregister";

/** `frescura views remove <view>` */
export function addViewsRemove(parent: Command): void {
  parent
    .command("remove")
    .description("forget a view with its log, schedules and events; the materialized view itself stays")
    .argument("<view>", "slug or name of a registered view")
    .option("--yes", "do it; without, it is only said what would be lost")
    .action((view: string, { yes }: { yes?: boolean }, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const settings = await getSettings(actor, view);
        if (!yes) throw new UsageError(`${lost(settings)} Add --yes to do it.`);
        const answer = await unregisterView(actor, view);
        print(
          json,
          answer,
          () => `${answer.view} is not looked after any more. The materialized view itself stays.`,
        );
        return EXIT.ok;
      }),
    );
}

function lost({ slug, holdings, live_view, tracks }: ViewSettings): string {
  const { attempts, events_waiting, schedules, verifications } = holdings;
  const parts = [
    `${attempts} refreshes in the log`,
    `${schedules} schedules`,
    `${events_waiting} waiting events`,
    `${verifications} verifications`,
    `${tracks.length} watched or tracked sources`,
    live_view && `the live view ${live_view}`,
  ];
  return `Removing ${slug} loses ${parts.filter(Boolean).join(", ")}.`;
}
