import type { Command } from "commander";
import { EXIT, UsageError } from "@/cli/failure";
import { print } from "@/cli/output";
import { inSession } from "@/cli/session";
import type { Verification } from "@/lib/contract/verifications";
import { runVerification } from "@/server/verifications/run";

/** `frescura verify <slug>`, `audit` before */
export function addVerify(parent: Command): void {
  parent
    .command("verify")
    .alias("audit")
    .description("compare a view with its definition, but for what is pending")
    .argument("<slug>", "slug or name of a registered view")
    .option("--sample <percent>", "share of its keys to compare (default: 100)")
    .addHelpText("after", "\nEnds with 1 when they differ.")
    .action((view: string, { sample }: { sample?: string }, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const verification = await runVerification(
          actor,
          view,
          sample === undefined ? {} : { sample_percent: percent(sample) },
        );
        print(json, verification, () => words(verification));
        return verification.differing_keys > 0 ? EXIT.failed : EXIT.ok;
      }),
    );
}

function percent(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new UsageError(`--sample "${text}" is not a share such as 10`);
  return Number(text);
}

function words({
  view,
  sample_percent,
  rows_checked,
  differing_keys,
  keys,
  duration_ms,
}: Verification): string {
  const looked = `${view}: ${rows_checked} rows compared (${sample_percent}% of the keys) in ${duration_ms} ms`;
  if (differing_keys === 0) return `${looked}, no difference.`;
  const some = keys.slice(0, 20).map((key) => `  ${JSON.stringify(key)}`);
  return `${looked}, ${differing_keys} keys differ:\n${some.join("\n")}`;
}
