import { Command, CommanderError } from "commander";
import { addAlertsAck } from "@/cli/commands/alerts-ack";
import { addAlertsList } from "@/cli/commands/alerts-list";
import { addAuditLog } from "@/cli/commands/audit-log";
import { addCancel } from "@/cli/commands/cancel";
import { addChannelsAdd } from "@/cli/commands/channels-add";
import { addChannelsList } from "@/cli/commands/channels-list";
import { addChannelsRemove } from "@/cli/commands/channels-remove";
import { addChannelsRotate } from "@/cli/commands/channels-rotate";
import { addChannelsSet } from "@/cli/commands/channels-set";
import { addChannelsTest } from "@/cli/commands/channels-test";
import { addCron } from "@/cli/commands/cron";
import { addDoctor } from "@/cli/commands/doctor";
import { addEventsList } from "@/cli/commands/events-list";
import { addEventsRetry } from "@/cli/commands/events-retry";
import { addHealth } from "@/cli/commands/health";
import { addMigrate } from "@/cli/commands/migrate";
import { addPending } from "@/cli/commands/pending";
import { addRefresh } from "@/cli/commands/refresh";
import { addResume } from "@/cli/commands/resume";
import { addSchedulesAdd } from "@/cli/commands/schedules-add";
import { addSchedulesList } from "@/cli/commands/schedules-list";
import { addSchedulesRemove } from "@/cli/commands/schedules-remove";
import { addSchedulesSet } from "@/cli/commands/schedules-set";
import { addSla } from "@/cli/commands/sla";
import { addTokenCreate } from "@/cli/commands/token-create";
import { addTokenList } from "@/cli/commands/token-list";
import { addTokenRevoke } from "@/cli/commands/token-revoke";
import { addTrace } from "@/cli/commands/trace";
import { addUninstall } from "@/cli/commands/uninstall";
import { addUserCreate } from "@/cli/commands/user-create";
import { addUserDisable } from "@/cli/commands/user-disable";
import { addUserEnable } from "@/cli/commands/user-enable";
import { addUserList } from "@/cli/commands/user-list";
import { addUserPassword } from "@/cli/commands/user-password";
import { addUserSet } from "@/cli/commands/user-set";
import { addUserSignOut } from "@/cli/commands/user-sign-out";
import { addVerify } from "@/cli/commands/verify";
import { addViewsDiscover } from "@/cli/commands/views-discover";
import { addViewsFeasibility } from "@/cli/commands/views-feasibility";
import { addViewsList } from "@/cli/commands/views-list";
import { addViewsRegister } from "@/cli/commands/views-register";
import { addViewsRemove } from "@/cli/commands/views-remove";
import { addViewsSet } from "@/cli/commands/views-set";
import { addViewsStrategy } from "@/cli/commands/views-strategy";
import { addViewsTrack } from "@/cli/commands/views-track";
import { addViewsUntrack } from "@/cli/commands/views-untrack";
import { addViewsUnwatch } from "@/cli/commands/views-unwatch";
import { addViewsWatch } from "@/cli/commands/views-watch";
import { EXIT } from "@/cli/failure";
import { type Io, inIo } from "@/cli/io";

/**
 * Runs one command to its end, as often as one likes in one process, but one at a time: settings are the process's.
 *
 * @param argv arguments, without the program's name
 * @param io where it reads and writes, and leaves its exit code
 * @throws Error only where something is wrong with the program itself
 */
export async function run(argv: readonly string[], io: Io): Promise<void> {
  try {
    await inIo(io, () => commandLine(io).parseAsync(argv, { from: "user" }));
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has said what was wrong; asked-for help ends well.
    io.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
}

/** The command line with all its commands, which write where they are told. */
export function commandLine(io: Io): Command {
  const program = new Command("frescura")
    .description("Keeps the materialized views of a PostgreSQL database fresh, and says how fresh they are.")
    .option(
      "--database-url <url>",
      "database to work on (default: DATABASE_URL, else that of a running npm start)",
    )
    .option("--json", "print JSON for programs")
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError("Run it with --help for what it takes.")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
    })
    .addHelpText(
      "after",
      `
Exit codes: 0 done · 1 it failed (or doctor found an error, or what --check watches for, verify a difference, channels test a refusal) · 2 wrong usage or input
Set DEBUG=1 to see where an error came from.`,
    );

  addMigrate(program);
  addUninstall(program);
  const views = program.command("views").description("the registry of materialized views");
  addViewsDiscover(views);
  addViewsRegister(views);
  addViewsList(views);
  addViewsSet(views);
  addViewsFeasibility(views);
  addViewsRemove(views);
  addViewsWatch(views);
  addViewsUnwatch(views);
  addViewsTrack(views);
  addViewsUntrack(views);
  addViewsStrategy(views);
  addRefresh(program);
  addCancel(program);
  addResume(program);
  addHealth(program);
  addSla(program);
  addPending(program);
  addTrace(program);
  addVerify(program);
  const events = program.command("events").description("high-impact events that wait or were set aside");
  addEventsList(events);
  addEventsRetry(events);
  const alerts = program.command("alerts").description("what someone should know of");
  addAlertsList(alerts);
  addAlertsAck(alerts);
  const channels = program.command("channels").description("where alerts are told");
  addChannelsList(channels);
  addChannelsAdd(channels);
  addChannelsSet(channels);
  addChannelsRotate(channels);
  addChannelsRemove(channels);
  addChannelsTest(channels);
  const schedules = program.command("schedules").description("when which tier runs");
  addSchedulesList(schedules);
  addSchedulesAdd(schedules);
  addSchedulesSet(schedules);
  addSchedulesRemove(schedules);
  addCron(program);
  const token = program.command("token").description("bearer tokens of the API");
  addTokenCreate(token);
  addTokenList(token);
  addTokenRevoke(token);
  const user = program.command("user").description("accounts that may sign in");
  addUserCreate(user);
  addUserList(user);
  addUserSet(user);
  addUserSignOut(user);
  addUserPassword(user);
  addUserDisable(user);
  addUserEnable(user);
  addAuditLog(program);
  addDoctor(program);
  return program;
}
