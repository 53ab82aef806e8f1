"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "@/components/data/use-me";
import { useSchedules } from "@/components/data/use-schedules";
import { RemoveSchedule } from "@/components/settings/schedules/remove-schedule";
import { ScheduleRow } from "@/components/settings/schedules/schedule-row";
import { Button } from "@/components/ui/button";
import { LoadError } from "@/components/ui/load-error";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { Schedule } from "@/lib/contract/schedules";
import { isAdmin } from "@/lib/roles";

// Brings the calendar and the words for every cron: only who edits downloads them.
const ScheduleEditor = dynamic(
  () => import("@/components/settings/schedules/schedule-editor").then((m) => m.ScheduleEditor),
  { ssr: false },
);

type Open = { what: "edit"; schedule: Schedule } | { what: "remove"; schedule: Schedule } | { what: "add" };

/** Every schedule in words, with its next times; an admin changes them here. */
export function SchedulesSection() {
  const t = useTranslations();
  const { data: me } = useMe();
  const { data, error, refetch } = useSchedules();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const admin = isAdmin(me?.role);

  if (!data) {
    if (error) return <LoadError code={error.code} onRetry={() => void refetch()} />;
    return <Skeleton className="h-96" />;
  }
  return (
    <>
      <Panel
        title={t("schedules.title")}
        note={admin ? t("schedules.note") : t("schedules.noteReader")}
        aside={
          admin && (
            <Button size="small" onClick={() => setOpen({ what: "add" })}>
              {t("schedules.add")}
            </Button>
          )
        }
      >
        {data.schedules.length === 0 && <p className="text-14 text-ink-soft">{t("schedules.none")}</p>}
        {groups(data.schedules).map(({ key, title, schedules }) => (
          <section key={key} className="border-line not-first:border-t not-first:pt-4 not-last:pb-4">
            <h3 className="text-14 font-semibold [overflow-wrap:anywhere]">
              {title ?? t("schedules.allViews")}
            </h3>
            <ul>
              {schedules.map((schedule) => (
                <ScheduleRow
                  key={schedule.id}
                  schedule={schedule}
                  admin={admin}
                  onEdit={() => setOpen({ what: "edit", schedule })}
                  onRemove={() => setOpen({ what: "remove", schedule })}
                />
              ))}
            </ul>
          </section>
        ))}
      </Panel>
      {open?.what === "remove" && <RemoveSchedule schedule={open.schedule} onClose={close} />}
      {open?.what === "edit" && <ScheduleEditor schedule={open.schedule} onClose={close} />}
      {open?.what === "add" && <ScheduleEditor onClose={close} />}
    </>
  );
}

/** The schedules of each view together, those of all views last, as the API orders them. */
function groups(schedules: readonly Schedule[]) {
  const found = new Map<string | null, Schedule[]>();
  for (const schedule of schedules) {
    found.set(schedule.view, [...(found.get(schedule.view) ?? []), schedule]);
  }
  return [...found].map(([view, members]) => ({
    key: view ?? "*",
    title: members[0]!.title,
    schedules: members,
  }));
}
