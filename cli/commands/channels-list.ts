import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print, table, timestamp } from "@/cli/output";
import { inSession } from "@/cli/session";
import type { Channel } from "@/lib/contract/alerts";
import { listChannels } from "@/server/channels/list";

/** `frescura channels list` */
export function addChannelsList(parent: Command): void {
  parent
    .command("list")
    .description("list where alerts are told, and how the last deliveries went")
    .action((_options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const answer = await listChannels(actor);
        print(json, answer, () => words(answer.channels));
        return EXIT.ok;
      }),
    );
}

function words(channels: readonly Channel[]): string {
  if (channels.length === 0)
    return "Alerts are told nowhere. Make a channel with: channels add webhook <url> --name <name>";
  const rows = channels.map((channel) => [
    channel.id,
    channel.kind,
    channel.name,
    channel.target,
    channel.locale,
    channel.enabled ? "on" : "off",
    channel.waiting,
    timestamp(channel.last_delivered_at),
    channel.last_error,
  ]);
  return table(rows, ["ID", "KIND", "NAME", "TARGET", "IN", "STATE", "WAITING", "DELIVERED", "LAST ERROR"]);
}
