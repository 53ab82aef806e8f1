import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import type { Finding, HostFact } from "@/lib/contract/doctor";
import { getHost } from "@/server/doctor/host";
import { listFindings } from "@/server/doctor/list";

/** `frescura doctor [slug]` */
export function addDoctor(parent: Command): void {
  parent
    .command("doctor")
    .description("find what stands in the way of the registered views, each finding with its cure as SQL")
    .argument("[slug]", "slug or name of a registered view")
    .option("--host", "what the server and its host allow instead, and what follows from it")
    .addHelpText("after", "\nEnds with 1 when a finding is an error, with 0 for warnings and below.")
    .action((view: string | undefined, { host }: { host?: true }, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        if (host) {
          const { facts } = await getHost(actor);
          print(json, facts, () => facts.map(told).join("\n\n"));
          return facts.some(({ severity }) => severity === "error") ? EXIT.failed : EXIT.ok;
        }
        const { findings } = await listFindings(actor, { view });
        print(json, findings, () =>
          findings.length > 0 ? findings.map(words).join("\n\n") : "Nothing found.",
        );
        return findings.some(({ severity }) => severity === "error") ? EXIT.failed : EXIT.ok;
      }),
    );
}

function words({ slug, check_name, severity, finding, cure }: Finding): string {
  return `${severity.toUpperCase()}  ${slug}: ${check_name}\n  ${finding}\n  ${cure.replaceAll("\n", "\n  ")}`;
}

function told({ fact, severity, finding, cure }: HostFact): string {
  const head = `${severity.toUpperCase()}  ${fact}\n  ${finding}`;
  return cure === null ? head : `${head}\n  ${cure.replaceAll("\n", "\n  ")}`;
}
