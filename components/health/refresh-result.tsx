"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useNow } from "@/components/data/clock";
import { useHealth } from "@/components/data/use-health";
import { useWords } from "@/components/data/use-words";
import { usePendingWords } from "@/components/health/use-pending-words";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { causeOf } from "@/lib/causes";
import type { ClientError } from "@/lib/client/http";
import type { ViewHealth } from "@/lib/contract/health";
import type { RefreshAnswer } from "@/lib/contract/refresh";

interface Props {
  view: ViewHealth;
  answer: RefreshAnswer | undefined;
  error: ClientError | null;
  onAnyway: () => void;
}

/** How a refresh on demand ended, each way in its own plain words. */
export function RefreshResult({ view, answer, error, onAnyway }: Props) {
  const t = useTranslations();
  const words = useWords();
  const pending = usePendingWords();
  const format = useFormatter();
  const now = useNow();
  const { data: health } = useHealth();
  if (error) return <Failure view={view} error={error} />;
  if (!answer) return null;
  if (!answer.refreshed) {
    return (
      <Notice tone="info">
        <p>{t("refresh.skipped")}</p>
        <Button
          size="small"
          aria-label={t("refresh.anywayOf", { view: view.title })}
          className="mt-2"
          onClick={onAnyway}
        >
          {t("refresh.anyway")}
        </Button>
      </Notice>
    );
  }
  const { data_as_of: asOf, transactions_in: count, amounts_in: amounts } = answer;
  const time = asOf && words.asOf(asOf, now);
  const money = pending.sums(amounts ?? {});
  const result = { rows: answer.rows_affected, duration: words.duration(answer.duration_ms) };
  const readers = (answer.readers ?? []).map(
    ({ view: slug }) => health?.views.find((one) => one.slug === slug)?.title ?? slug,
  );
  const { rows_inserted: inserted, rows_deleted: deleted } = answer;
  return (
    <Notice tone="good">
      {time && (
        <p className="font-medium">
          {count === null
            ? t("refresh.upTo", { time })
            : t("refresh.cameIn", { time, count, money, some: money ? "yes" : "no" })}
        </p>
      )}
      <p className={time ? "text-ink-soft" : undefined}>
        {t(answer.shared ? "refresh.shared" : "refresh.done", result)}{" "}
        {inserted !== null && deleted !== null && t("refresh.changed", { inserted, deleted })}
      </p>
      {readers.length > 0 && (
        <p className="text-ink-soft">{t("refresh.readersDone", { list: format.list(readers) })}</p>
      )}
    </Notice>
  );
}

function Failure({ view, error }: { view: ViewHealth; error: ClientError }) {
  const t = useTranslations();
  const words = useWords();
  const now = useNow();
  if (error.code === "rate_limited") {
    const wait = error.problem?.retry_after ?? 60;
    return (
      <Notice tone="warning">
        {t("refresh.limited", { time: words.minute(now + wait * 1000), wait: words.span(wait) })}
      </Notice>
    );
  }
  if (error.code !== "refresh_failed") return <Notice tone="bad">{t(`problems.${error.code}`)}</Notice>;
  const cause = causeOf(view.last_error_code);
  // What to do about it stands above, with the view: it holds for everyone, not only for who pressed.
  return (
    <Notice tone="bad">
      <p className="font-medium">{t("refresh.failed", { cause: t(`causes.${cause}`) })}</p>
      <Link
        className="mt-1 inline-block underline underline-offset-2"
        href={`/failures?view=${encodeURIComponent(view.slug)}`}
      >
        {t("refresh.toFailures")}
      </Link>
    </Notice>
  );
}
