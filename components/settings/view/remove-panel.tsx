"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Problem } from "@/components/settings/problem";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Panel } from "@/components/ui/panel";
import { call } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import { keys } from "@/lib/client/keys";
import { SETTINGS } from "@/lib/client/settings";
import type { UnregisterAnswer, ViewSettings } from "@/lib/contract/view-settings";

/** Forgets a view, once it has been said what is lost with it. */
export function RemovePanel({ settings }: { settings: ViewSettings }) {
  const t = useTranslations();
  const router = useRouter();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation<UnregisterAnswer, ClientError>({
    mutationFn: () => call("DELETE /api/v1/mv/views/{view}", { params: { view: settings.slug } }),
    onSuccess: async () => {
      router.push("/settings/views");
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.health }),
        client.invalidateQueries({ queryKey: keys.doctor }),
        client.invalidateQueries(SETTINGS),
      ]);
    },
  });
  const { attempts, schedules, events_waiting, verifications } = settings.holdings;
  const sources = settings.tracks.filter(({ mapping }) => mapping === "main").length;
  const lost = [
    t("settings.remove.attempts", { count: attempts }),
    t("settings.remove.schedules", { count: schedules }),
    events_waiting > 0 && t("settings.remove.events", { count: events_waiting }),
    verifications > 0 && t("settings.remove.verifications", { count: verifications }),
    sources > 0 && t("settings.remove.sources", { count: sources }),
    settings.live_view && t("settings.remove.live", { name: settings.live_view }),
    t("settings.remove.levels"),
  ].filter((line) => line !== false && line !== null);

  return (
    <Panel title={t("settings.remove.title")} note={t("settings.remove.note")}>
      <Button onClick={() => setAsking(true)}>{t("settings.remove.open")}</Button>
      {asking && (
        <Confirm
          title={t("settings.remove.ask", { title: settings.title })}
          action={t("settings.remove.action")}
          busy={remove.isPending}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{t("settings.remove.lost")}</p>
          <ul className="list-disc space-y-1 pl-5">
            {lost.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p className="text-ink-soft">{t("settings.remove.stays")}</p>
          {remove.error && <Problem error={remove.error} />}
        </Confirm>
      )}
    </Panel>
  );
}
