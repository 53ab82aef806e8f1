import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print, table, timestamp } from "@/cli/output";
import { inSession } from "@/cli/session";
import type { Elsewhere } from "@/server/cron/elsewhere";
import { installCronJobs } from "@/server/cron/install";
import { type CronStatus, cronStatus } from "@/server/cron/status";
import { uninstallCronJobs } from "@/server/cron/uninstall";

/** `frescura cron install|uninstall|status` */
export function addCron(program: Command): void {
  const cron = program.command("cron").description("pg_cron as a driver: jobs in the database itself");
  cron
    .command("install")
    .description("have pg_cron drive every enabled schedule; run it again after schedules changed")
    .option("--in <database>", "where pg_cron is, if in another database and our role may not see it")
    .action((options: { in?: string }, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const answer = await installCronJobs(actor, options.in);
        const { elsewhere } = answer;
        print(json, answer, () => {
          if (elsewhere)
            return `${elsewhereWords(elsewhere)}${elsewhere.problem ? "" : `\n${zoneNote(answer)}`}`;
          const rows = answer.jobs.map((job) => [job.change, job.jobname, job.schedule, job.command]);
          return `${table(rows, ["", "JOB", "CRON", "CALLS"])}\n${zoneNote(answer)}`;
        });
        return elsewhere?.problem ? EXIT.failed : EXIT.ok;
      }),
    );
  cron
    .command("uninstall")
    .description("take those jobs out of pg_cron; others stay")
    .option("--in <database>", "where pg_cron is, if in another database and our role may not see it")
    .action((options: { in?: string }, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const answer = await uninstallCronJobs(actor, options.in);
        const { elsewhere } = answer;
        print(json, answer, () => {
          if (elsewhere) return elsewhereWords(elsewhere);
          return answer.removed > 0 ? `${answer.removed} jobs are removed.` : "There was no job of ours.";
        });
        return elsewhere?.problem ? EXIT.failed : EXIT.ok;
      }),
    );
  cron
    .command("status")
    .description("whether pg_cron is here, the jobs in it that call us, and how each went last")
    .action((_options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const status = await cronStatus(actor);
        print(json, status, () => words(status));
        return EXIT.ok;
      }),
    );
}

function elsewhereWords({ database, script, problem }: Elsewhere): string {
  if (problem === null) {
    return `Done in the database ${database}, where pg_cron is. How it goes shows by its sign of life: doctor --host`;
  }
  return `pg_cron is in the database ${database}, and this could not be done there: ${problem}\nHave it run there by a role that may (usage on schema cron, execute on cron.schedule_in_database):\n\n${script}`;
}

function words(status: CronStatus): string {
  const { available, version, database, jobs } = status;
  if (version === null) {
    if (database !== null && status.elsewhere) {
      return `pg_cron is in the database ${database}: run cron install, and see doctor --host for how it goes.`;
    }
    return available
      ? "pg_cron is on this server, and not in this database: create extension pg_cron. Then: cron install"
      : "This server does not have pg_cron. The worker, Vercel or the system's cron can drive the schedules.";
  }
  if (jobs.length === 0) return `pg_cron ${version} is here, and no job in it calls us. Run: cron install`;
  const rows = jobs.map((job) => [
    job.jobname,
    job.active ? job.schedule : `${job.schedule} (off)`,
    job.command,
    timestamp(job.last_run_at?.toISOString() ?? null),
    [job.last_status, job.last_status === "failed" && job.last_message].filter(Boolean).join(": "),
  ]);
  return `${table(rows, ["JOB", "CRON", "CALLS", "LAST RUN", "WHICH"])}\n${zoneNote(status)}`;
}

/** pg_cron has one zone for all; people have to know which. */
function zoneNote({ time_zone }: { time_zone: string }): string {
  return `pg_cron counts in ${time_zone}. A schedule in another zone comes every hour, and the database runs it only when its own zone says so.`;
}
