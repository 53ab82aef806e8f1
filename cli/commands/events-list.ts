import { type Command, Option } from "commander";
import { EXIT } from "@/cli/failure";
import { print, table, timestamp } from "@/cli/output";
import { inSession } from "@/cli/session";
import { eventsQuery, type WaitingEvent } from "@/lib/contract/events";
import { plainMoney } from "@/lib/money";
import { listEvents } from "@/server/events/list";

/** `frescura events list [view]` */
export function addEventsList(parent: Command): void {
  parent
    .command("list")
    .description("list high-impact events that no refresh has taken in yet, newest first")
    .argument("[view]", "slug or name of a registered view")
    .addOption(
      new Option("--state <state>", "which of them").choices(eventsQuery.shape.state.unwrap().options),
    )
    .action((view: string | undefined, { state }: { state?: string }, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const answer = await listEvents(actor, { view, state });
        print(json, answer, () => words(answer.events));
        return EXIT.ok;
      }),
    );
}

function words(events: readonly WaitingEvent[]): string {
  if (events.length === 0) return "No event waits.";
  const rows = events.map((event) => [
    event.id,
    event.view,
    event.source_table && `${event.source_table} ${event.source_key ?? ""}`.trim(),
    event.reference,
    event.amount === null ? null : plainMoney(event.amount.toFixed(2), event.currency),
    timestamp(event.created_at),
    event.dead_letter_at
      ? `set aside after ${event.attempts}`
      : `${event.waits_for.replace("_", " ")}, ${event.attempts} tries`,
    event.next_at && timestamp(event.next_at),
    event.last_error,
  ]);
  const head = ["ID", "VIEW", "ROW", "REFERENCE", "AMOUNT", "WRITTEN", "WAITS FOR", "BY", "LAST ERROR"];
  return table(rows, head);
}
