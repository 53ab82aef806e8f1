import type { Command } from "commander";
import { EXIT, UsageError } from "@/cli/failure";
import { idOf } from "@/cli/ids";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { retryDeadLetters } from "@/server/events/retry";

interface Options {
  view?: string;
  all?: boolean;
}

/** `frescura events retry [ids...]` */
export function addEventsRetry(parent: Command): void {
  parent
    .command("retry")
    .description("ask anew for events that were set aside after too many failed refreshes")
    .argument(
      "[ids...]",
      "their numbers, from: events list --state dead_letter",
      (text: string, before: number[]) => [...before, idOf(text)],
      [],
    )
    .option("--view <view>", "those of a view, by its slug or name")
    .option("--all", "all of them")
    .action((ids: number[], { view, all }: Options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        if (ids.length === 0 && view === undefined && !all)
          throw new UsageError("Say which: their numbers, --view <view> or --all.");
        const chosen = ids.length > 0 ? { ids } : {};
        const answer = await retryDeadLetters(actor, { view, ...chosen });
        print(json, answer, () =>
          answer.retried === 0
            ? "None of them was set aside."
            : `${answer.retried} ${answer.retried === 1 ? "event is" : "events are"} asked for again.`,
        );
        return EXIT.ok;
      }),
    );
}
