import { type Command, Option } from "commander";
import { EXIT, UsageError } from "@/cli/failure";
import { idOf } from "@/cli/ids";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import { channelLocale } from "@/lib/contract/alerts";
import { changeChannel } from "@/server/channels/update";

interface Options {
  name?: string;
  target?: string;
  locale?: string;
  enabled?: string;
}

/** `frescura channels set <id>` */
export function addChannelsSet(parent: Command): void {
  parent
    .command("set")
    .description("change an alert channel; what is left out stays")
    .argument("<id>", "its number, from: channels list", idOf)
    .option("--name <name>", "its name for people")
    .option("--target <target>", "where to: a URL, or an address")
    .addOption(new Option("--locale <locale>", "language of its messages").choices(channelLocale.options))
    .addOption(new Option("--enabled <on|off>", "whether alerts are told there").choices(["on", "off"]))
    .action((id: number, { enabled, ...rest }: Options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const change = { ...rest, ...(enabled !== undefined && { enabled: enabled === "on" }) };
        if (Object.keys(change).length === 0)
          throw new UsageError("Say what to change, such as --enabled off.");
        const channel = await changeChannel(actor, { id }, change);
        print(json, channel, () => `Channel ${id}, ${channel.name}, is ${channel.enabled ? "on" : "off"}.`);
        return EXIT.ok;
      }),
    );
}
