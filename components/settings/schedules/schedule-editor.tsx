"use client";

import { type FormEvent, useState } from "react";
import { useTimeZone, useTranslations } from "use-intl";
import { useHealth } from "@/components/data/use-health";
import { useScheduleWords } from "@/components/data/use-schedule-words";
import { type ScheduleEdit, useSaveSchedule } from "@/components/data/use-schedules";
import { ScheduleFeasibility } from "@/components/settings/schedules/schedule-feasibility";
import { SchedulePresets } from "@/components/settings/schedules/schedule-presets";
import { SchedulePreview } from "@/components/settings/schedules/schedule-preview";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";
import { type Schedule, tierName } from "@/lib/contract/schedules";
import { parseSchedule, ScheduleError } from "@/lib/schedule/parse";
import { NAMED_TIERS, refreshesByClock } from "@/lib/tiers";

/** Verifying is for the night: it is there already, and a second one would only repeat it. */
const SUGGESTED = NAMED_TIERS.filter((tier) => tier !== "verification" && tier !== "targets");
const ALL_VIEWS = "";
/** Every zone the browser knows, to choose from. */
const ZONES = Intl.supportedValuesOf("timeZone");

/** Makes a schedule, or changes one; says in words what it will do while it is written. */
export function ScheduleEditor({ schedule, onClose }: { schedule?: Schedule; onClose: () => void }) {
  const t = useTranslations();
  const words = useScheduleWords();
  const viewerZone = useTimeZone() ?? "UTC";
  const { data: health } = useHealth();
  const save = useSaveSchedule();
  const views = health?.views ?? [];
  const [view, setView] = useState(views[0]?.slug ?? ALL_VIEWS);
  const [tier, setTier] = useState(schedule?.tier ?? "");
  const [cron, setCron] = useState(schedule?.cron ?? "0 3 * * *");
  const [zone, setZone] = useState(schedule?.time_zone ?? views[0]?.time_zone ?? viewerZone);

  // Of all views at once nothing can be said in a line.
  const about = schedule ? schedule.view : view === ALL_VIEWS ? null : view;
  const wrong = problemOf(cron, zone);
  const wrongTier = tier !== "" && !tierName.safeParse(tier).success;
  const taken = save.error?.code === "conflict";
  const edit: ScheduleEdit = schedule
    ? { id: schedule.id, change: { cron, time_zone: zone } }
    : { draft: { view: view === ALL_VIEWS ? null : view, tier, cron, time_zone: zone } };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!wrong && !wrongTier) save.mutate(edit, { onSuccess: onClose });
  };
  const name = schedule && `${schedule.title ?? t("schedules.allViews")}, ${words.tier(schedule.tier)}`;

  return (
    <Dialog title={name ? t("schedules.editOf", { name }) : t("schedules.add")} onClose={onClose}>
      <form onSubmit={submit} className="space-y-4">
        {!schedule && (
          <>
            <label className="block text-14 font-medium">
              {t("schedules.view")}
              <select
                value={view}
                onChange={(event) => setView(event.target.value)}
                className="mt-1 block min-h-11 w-full rounded-card border border-line-strong bg-card px-3 text-16 sm:min-h-9 sm:text-14"
              >
                {views.map(({ slug, title }) => (
                  <option key={slug} value={slug}>
                    {title}
                  </option>
                ))}
                <option value={ALL_VIEWS}>{t("schedules.allViews")}</option>
              </select>
            </label>
            <TextField
              label={t("schedules.tier")}
              value={tier}
              required
              suggestions={SUGGESTED}
              hint={t("schedules.tierHint")}
              error={wrongTier ? t("schedules.errors.tier") : taken ? t("schedules.errors.taken") : undefined}
              onChange={(event) => setTier(event.target.value)}
            />
          </>
        )}
        <SchedulePresets cron={cron} onChoose={setCron} />
        <TextField
          label={t("schedules.cron")}
          value={cron}
          required
          maxLength={100}
          data-first-focus
          className="font-mono"
          hint={t("schedules.cronHint")}
          error={wrong && wrong.field === "cron" ? t(`schedules.errors.${wrong.code}`) : undefined}
          onChange={(event) => setCron(event.target.value)}
        />
        <TextField
          label={t("schedules.zone")}
          value={zone}
          required
          maxLength={64}
          suggestions={ZONES}
          error={wrong && wrong.field === "time_zone" ? t(`schedules.errors.${wrong.code}`) : undefined}
          onChange={(event) => setZone(event.target.value)}
        />
        <SchedulePreview cron={cron} timeZone={zone} valid={!wrong} />
        {about !== null && !wrong && refreshesByClock(schedule?.tier ?? tier) && (
          <ScheduleFeasibility slug={about} cron={cron} timeZone={zone} />
        )}
        <div aria-live="assertive">
          {save.error && !taken && <Notice tone="bad">{t(`problems.${save.error.code}`)}</Notice>}
        </div>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("schedules.cancel")}</Button>
          <Button type="submit" tone="primary" disabled={wrong !== null || wrongTier || save.isPending}>
            {t("schedules.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function problemOf(cron: string, timeZone: string): ScheduleError | null {
  try {
    parseSchedule({ cron, timeZone });
    return null;
  } catch (error) {
    if (error instanceof ScheduleError) return error;
    throw error;
  }
}
