"use client";

import { useTranslations } from "use-intl";
import { Timestamp } from "@/components/data/timestamp";
import { useWords } from "@/components/data/use-words";
import { Icon } from "@/components/ui/icon";
import { cn } from "@/lib/cn";
import type { ViewHealth } from "@/lib/contract/health";
import type { Speed, TroubleshootingAnswer } from "@/lib/contract/troubleshooting";
import { speedOf } from "@/lib/verdicts";

const CURES = ["indexes", "scope", "partitions"] as const;

/** "Slow?": how long refreshes took in 24 hours against before, who is in the way, and what to do. */
export function SlowAnswer({ views, facts }: { views: readonly ViewHealth[]; facts: TroubleshootingAnswer }) {
  const t = useTranslations();
  const titles = new Map(views.map((view) => [view.slug, view.title]));
  const slower = facts.speeds.some((speed) => speedOf(speed) === "slower");
  return (
    <div className="space-y-4 text-14">
      <ul className="divide-y divide-line" data-speeds>
        {facts.speeds.slice(0, 20).map((speed) => (
          <SpeedRow key={speed.slug} speed={speed} title={titles.get(speed.slug) ?? speed.slug} />
        ))}
      </ul>
      {facts.long_transactions && <LongTransactions facts={facts} titles={titles} />}
      <div>
        <p className="font-medium">{t(slower ? "answers.cureNow" : "answers.cureEver")}</p>
        <ul className="mt-1 list-disc space-y-1 pl-5 text-ink-soft">
          {CURES.map((cure) => (
            <li key={cure}>{t(`answers.speedCures.${cure}`)}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function SpeedRow({ speed, title }: { speed: Speed; title: string }) {
  const t = useTranslations();
  const words = useWords();
  const verdict = speedOf(speed);
  const slow = verdict === "slower";
  return (
    <li className="py-2 first:pt-0">
      <p className="flex flex-wrap items-center justify-between gap-x-3">
        <span className="font-medium">{title}</span>
        <span className={cn("inline-flex items-center gap-1", slow ? "text-stale" : "text-ink-soft")}>
          {slow && <Icon name="clock-alert" className="size-4" />}
          {t(`answers.speed.${verdict}`)}
        </span>
      </p>
      {speed.average_ms !== null && speed.max_ms !== null && (
        <p className="text-ink-soft">
          {t("answers.figures", {
            average: words.duration(speed.average_ms),
            max: words.duration(speed.max_ms),
            count: speed.count,
          })}
          {speed.before_ms !== null &&
            ` · ${t("answers.before", { usual: words.duration(speed.before_ms) })}`}
        </p>
      )}
      {speed.plain && <p className="text-ink-soft">{t("modes.plain")}</p>}
    </li>
  );
}

function LongTransactions({
  facts,
  titles,
}: {
  facts: TroubleshootingAnswer;
  titles: ReadonlyMap<string, string>;
}) {
  const t = useTranslations();
  const open = facts.long_transactions ?? [];
  if (open.length === 0) return <p className="text-ink-soft">{t("answers.noLong")}</p>;
  return (
    <div>
      <p className="font-medium">{t("answers.long", { count: open.length })}</p>
      <ul className="mt-1 divide-y divide-line">
        {open.map((one) => (
          <li key={one.pid} className="py-2">
            <p className="[overflow-wrap:anywhere]">
              {[one.pid, one.role, one.application, one.state].filter(Boolean).join(" · ")}
            </p>
            <p className="text-12 text-ink-soft">
              {t.rich("answers.openSince", { time: () => <Timestamp at={one.began_at} /> })}
              {one.holds.length > 0 &&
                ` · ${t("answers.holds", { views: one.holds.map((slug) => titles.get(slug) ?? slug).join(", ") })}`}
            </p>
            <code className="mt-1 block font-mono text-12">{`select pg_terminate_backend(${one.pid});`}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
