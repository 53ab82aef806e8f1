import type { Command } from "commander";
import { EXIT } from "@/cli/failure";
import { print, table, timestamp } from "@/cli/output";
import { inSession } from "@/cli/session";
import { installCronJobs } from "@/server/cron/install";
import { type CronStatus, cronStatus } from "@/server/cron/status";
import { uninstallCronJobs } from "@/server/cron/uninstall";

/** `frescura cron install|uninstall|status` */
export function addCron(program: Command): void {
  const cron = program.command("cron").description("pg_cron as a driver: jobs in the database itself");
  cron
    .command("install")
    .description("have pg_cron drive every enabled schedule; run it again after schedules changed")
    .action((_options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const answer = await installCronJobs(actor);
        print(json, answer, () => {
          const rows = answer.jobs.map((job) => [job.change, job.jobname, job.schedule, job.command]);
          return `${table(rows, ["", "JOB", "CRON", "CALLS"])}\n${zoneNote(answer)}`;
        });
        return EXIT.ok;
      }),
    );
  cron
    .command("uninstall")
    .description("take those jobs out of pg_cron; others stay")
    .action((_options, command: Command) =>
      inSession(command, async ({ actor, json }) => {
        const answer = await uninstallCronJobs(actor);
        print(json, answer, () =>
          answer.removed > 0 ? `${answer.removed} jobs are removed.` : "There was no job of ours.",
        );
        return EXIT.ok;
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

function words(status: CronStatus): string {
  const { available, version, jobs } = status;
  if (version === null) {
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
