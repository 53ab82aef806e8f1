import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { modeWords } from "@/cli/modes";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { getHealth } from "@/server/health/get";
import { requestRefresh } from "@/server/refresh/request";

/** `frescura refresh <slug>` */
export function addRefresh(parent: Command): void {
  parent
    .command("refresh")
    .description("refresh a view; one that is fresh is left alone, unless forced")
    .argument("<slug>", "slug or name of a registered view")
    .option("--force", "refresh it though it is fresh")
    .action((view: string, { force = false }: { force?: boolean }, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const answer = await requestRefresh(actor, view, { force: String(force) });
        const { refresh_mode: mode, refresh_mode_reason: reason } = await getHealth(actor, answer.view);
        const { remaining: _unlimited, ...result } = answer;
        print(json, { ...result, mode, mode_reason: reason }, () => {
          if (!answer.refreshed)
            return `${answer.view} was left alone: ${answer.message} Use --force to refresh it all the same.`;
          const done = `${answer.view}: ${answer.message}, ${mode ?? "in an unknown way"}, ${answer.rows_affected} rows.`;
          return reason
            ? `${done}\n${modeWords(reason)} See: npm run -s frescura -- doctor ${answer.view}`
            : done;
        });
        return EXIT.ok;
      }),
    );
}
