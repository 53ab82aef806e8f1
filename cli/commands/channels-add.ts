import { Argument, type Command, Option } from "commander";
import { EXIT } from "@/cli/failure";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { channelKind, channelLocale } from "@/lib/contract/alerts";
import { createChannel } from "@/server/channels/create";

/** `frescura channels add <kind> <target>` */
export function addChannelsAdd(parent: Command): void {
  parent
    .command("add")
    .description("tell alerts somewhere else too, such as by a webhook or by mail")
    .addArgument(new Argument("<kind>", "how").choices(channelKind.options))
    .argument("<target>", "where to: a URL, or an address")
    .requiredOption("--name <name>", "its name for people")
    .addOption(new Option("--locale <locale>", "language of its messages").choices(channelLocale.options))
    .action((kind: string, target: string, options: { name: string; locale?: string }, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const channel = await createChannel(actor, { kind, target, ...options });
        print(json, channel, () => {
          const made = `Channel ${channel.id}, ${channel.name}. Try it with: channels test ${channel.id}`;
          return channel.secret === null ? made : `${made}\nSigned by, not shown again: ${channel.secret}`;
        });
        return EXIT.ok;
      }),
    );
}
