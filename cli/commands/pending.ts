import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print, table, timestamp } from "@/cli/output";
import { inSession } from "@/cli/session";
import type { PendingAnswer } from "@/lib/contract/pending";
import { getPending } from "@/server/pending/get";
import { listViews } from "@/server/views/list";

/** `frescura pending [slug]` */
export function addPending(parent: Command): void {
  parent
    .command("pending")
    .description("say what the registered views, or one of them, do not contain yet")
    .argument("[slug]", "slug or name of a registered view")
    .action((slug: string | undefined, _options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const slugs = slug === undefined ? (await listViews(actor)).map((view) => view.slug) : [slug];
        const answers: PendingAnswer[] = [];
        for (const each of slugs) answers.push(await getPending(actor, each));
        print(json, slug === undefined ? answers : answers[0], () => words(answers));
        return EXIT.ok;
      }),
    );
}

function words(answers: readonly PendingAnswer[]): string {
  if (answers.length === 0) return "No view is registered. See which could be with: views discover";
  const rows = answers.flatMap(({ view, known, reason, classes }) => {
    if (!known) return [[view, `not known: ${reason}`]];
    if (classes.length === 0) return [[view, "nothing"]];
    return classes.map((each) => [
      view,
      each.class,
      each.transactions,
      each.keys,
      each.amount.toFixed(2),
      each.currency,
      timestamp(each.oldest_at),
    ]);
  });
  return table(rows, ["SLUG", "PENDING", "TRANSACTIONS", "KEYS", "AMOUNT", "CURRENCY", "SINCE"]);
}
