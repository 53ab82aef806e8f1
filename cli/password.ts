import { text } from "node:stream/consumers";
import { type Command, Option } from "commander";
import { UsageError } from "@/cli/failure";
import { io } from "@/cli/io";

/** Where a command takes a password from, where not made up. */
export interface PasswordOptions {
  passwordStdin?: boolean;
  passwordPrompt?: boolean;
}

/** Lets a command be given a password in ways that neither other processes nor the shell's history see. */
export function addPasswordOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--password-prompt", "ask for the password here, without showing it").conflicts(
        "passwordStdin",
      ),
    )
    .option("--password-stdin", "read the password from standard input");
}

/** The password that a person gives; undefined where one is to be made. */
export async function givenPassword(options: PasswordOptions): Promise<string | undefined> {
  if (options.passwordStdin) return (await text(io().stdin)).replace(/\r?\n$/, "");
  if (!options.passwordPrompt) return undefined;
  if (!io().stdin.isTTY) {
    throw new UsageError("--password-prompt needs a terminal. In a script, use --password-stdin.");
  }
  const first = await hidden("Password:");
  if ((await hidden("Once more:")) !== first) throw new UsageError("The two passwords differ.");
  return first;
}

/** A line that is typed without being shown. Asked on standard error: standard output is the answer's. */
async function hidden(message: string): Promise<string> {
  const { default: ask } = await import("@inquirer/password");
  try {
    return await ask({ message }, { output: io().stderr });
  } catch (error) {
    // Ctrl-C.
    if ((error as Error).name === "ExitPromptError") throw new UsageError("Nothing was changed.");
    throw error;
  }
}
