"use client";

import { useLocale, useTranslations } from "use-intl";
import { ActionError } from "@/components/control/action-error";
import { Timestamp } from "@/components/data/timestamp";
import { useAcknowledge, useAlerts } from "@/components/data/use-alerts";
import { useMe } from "@/components/data/use-me";
import { useWords } from "@/components/data/use-words";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import { alertSentence } from "@/lib/alerts/message";
import { cn } from "@/lib/cn";
import type { Alert } from "@/lib/contract/alerts";
import { languageOf } from "@/lib/i18n/locale";

/** Alerts of no view of its own, to be taken note of, and those of any that ended in the last hours of the range. */
export function OpenAlerts({ hours }: { hours: number }) {
  const t = useTranslations();
  const { data } = useAlerts("all", hours);
  const acknowledge = useAcknowledge();
  if (!data) return null;
  const open = data.alerts.filter(({ closed_at, view }) => closed_at === null && view === null);
  const over = data.alerts.filter(({ closed_at }) => closed_at !== null);
  if (open.length + over.length === 0) return null;
  return (
    <Panel title={t("alerts.title")} note={t("alerts.count", { count: open.length })} id="alerts">
      <ul className="space-y-2" data-alerts>
        {open.map((alert) => (
          <OpenAlert
            key={alert.id}
            alert={alert}
            busy={acknowledge.isPending}
            onSeen={(seen) => acknowledge.mutate({ id: alert.id, seen })}
          />
        ))}
      </ul>
      <ActionError error={acknowledge.error} />
      {over.length > 0 && (
        <details className="mt-3 text-14">
          <summary className="text-ink-soft">{t("alerts.over", { count: over.length })}</summary>
          <ul className="mt-2 divide-y divide-line">
            {over.slice(0, 50).map((alert) => (
              <Over key={alert.id} alert={alert} />
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}

/** An alert that lasts, with the button by which somebody takes note of it. */
export function OpenAlert({
  alert,
  busy,
  onSeen,
}: {
  alert: Alert;
  busy: boolean;
  onSeen: (seen: boolean) => void;
}) {
  const t = useTranslations();
  const sentence = useSentence();
  const { data: me } = useMe();
  const seen = alert.acknowledged_at !== null;
  return (
    <li
      data-alert={alert.kind}
      className={cn(
        "flex flex-wrap items-start gap-x-3 gap-y-2 rounded-card border p-3 text-14",
        seen ? "border-line" : "border-failed-mark bg-failed-tint",
      )}
    >
      <Icon
        name={seen ? "circle-check" : "triangle-alert"}
        className={cn("mt-[2px] size-4 shrink-0", seen ? "text-ink-soft" : "text-failed")}
      />
      <div className="min-w-0 flex-1 basis-60">
        <p className={seen ? undefined : "font-medium"}>{sentence(alert, "opened")}</p>
        <p className="text-12 text-ink-soft">
          {t.rich("alerts.since", { time: () => <Timestamp at={alert.opened_at} /> })}
          {alert.acknowledged_by && ` · ${t("alerts.seenBy", { who: alert.acknowledged_by })}`}
        </p>
      </div>
      {me?.may_operate && (
        <Button
          size="small"
          disabled={busy}
          aria-label={`${t(seen ? "alerts.unsee" : "alerts.see")}: ${sentence(alert, "opened")}`}
          onClick={() => onSeen(!seen)}
        >
          {t(seen ? "alerts.unsee" : "alerts.see")}
        </Button>
      )}
    </li>
  );
}

function Over({ alert }: { alert: Alert }) {
  const t = useTranslations();
  const words = useWords();
  const sentence = useSentence();
  const lasted = (Date.parse(alert.closed_at!) - Date.parse(alert.opened_at)) / 1000;
  return (
    <li className="py-2">
      <p>{sentence(alert, "opened")}</p>
      <p className="text-12 text-ink-soft">
        {t.rich("alerts.ended", {
          time: () => <Timestamp at={alert.closed_at!} />,
          lasted: words.span(Math.round(lasted)),
        })}
      </p>
    </li>
  );
}

/** The same words as in a mail or a message. */
function useSentence() {
  const locale = languageOf(useLocale());
  return (alert: Alert, edge: "opened" | "closed") => alertSentence(alert, edge, locale);
}
