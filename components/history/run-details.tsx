"use client";

import { useRouter, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useWords } from "@/components/data/use-words";
import { AttemptBadge } from "@/components/history/attempt-badge";
import { ErrorMessage } from "@/components/history/error-message";
import { SkipReason } from "@/components/history/skip-reason";
import { Dialog } from "@/components/ui/dialog";
import { causeOf } from "@/lib/causes";
import type { Attempt } from "@/lib/contract/history";
import { known, MODE_REASONS } from "@/lib/reasons";

/** The attempt that the URL names, with all that the log knows of it. */
export function RunDetails({ attempts }: { attempts: readonly Attempt[] }) {
  const t = useTranslations();
  const router = useRouter();
  const params = useSearchParams();
  const id = Number(params.get("run"));
  const attempt = attempts.find((one) => one.id === id);
  if (!attempt) return null;

  const close = () => {
    const next = new URLSearchParams(params);
    next.delete("run");
    router.replace(`?${next}`, { scroll: false });
  };
  return (
    <Dialog key={id} title={t("run.title", { id: String(id) })} onClose={close}>
      <Facts attempt={attempt} />
    </Dialog>
  );
}

function Facts({ attempt }: { attempt: Attempt }) {
  const t = useTranslations();
  const words = useWords();
  const reason = known(MODE_REASONS, attempt.mode_reason);
  const cause = causeOf(attempt.error_code);
  return (
    <dl className="divide-y divide-line text-14">
      <Fact name={t("table.status")}>
        <AttemptBadge status={attempt.status} />
      </Fact>
      {attempt.status === "failed" && (
        <Fact name={t("run.cause")}>
          <p>
            {attempt.cancelled_by
              ? t("run.cancelledBy", { who: attempt.cancelled_by })
              : t(`causes.${cause}`)}
          </p>
          <p className="mt-1 text-ink-soft">{t(`cures.${cause}`)}</p>
          <ErrorMessage attempt={attempt} />
        </Fact>
      )}
      {attempt.status === "skipped" && (
        <Fact name={t("run.reason")}>
          <SkipReason attempt={attempt} />
        </Fact>
      )}
      <Fact name={t("run.started")}>{words.full(attempt.refresh_started_at)}</Fact>
      {attempt.refresh_completed_at && (
        <Fact name={t("run.ended")}>{words.full(attempt.refresh_completed_at)}</Fact>
      )}
      {attempt.duration_ms !== null && (
        <Fact name={t("table.took")}>{words.duration(attempt.duration_ms)}</Fact>
      )}
      <Fact name={t("table.tier")}>{words.tier(attempt.trigger_type)}</Fact>
      <Fact name={t("table.by")}>{attempt.triggered_by}</Fact>
      {attempt.rows_affected !== null && (
        <Fact name={t("table.rows")}>{words.count(attempt.rows_affected)}</Fact>
      )}
      {attempt.rows_inserted !== null && attempt.rows_deleted !== null && (
        <Fact name={t("run.changed")}>
          {t("run.changedRows", { inserted: attempt.rows_inserted, deleted: attempt.rows_deleted })}
        </Fact>
      )}
      <Fact name={t("run.events")}>{words.count(attempt.events_covered)}</Fact>
      {attempt.mode && (
        <Fact name={t("run.mode")}>
          <p>{t(`modes.${attempt.mode}`)}</p>
          {reason && <p className="mt-1 text-ink-soft">{t(`modes.${reason}`)}</p>}
          {attempt.mode_detail && (
            <p lang="en" className="mt-1 font-mono text-12 text-ink-soft [overflow-wrap:anywhere]">
              {attempt.mode_detail.message}
            </p>
          )}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 py-2 sm:grid-cols-[10rem_1fr]">
      <dt className="text-ink-soft">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
