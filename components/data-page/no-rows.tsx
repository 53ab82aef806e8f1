"use client";

import { useTranslations } from "use-intl";
import { reasonOf } from "@/components/data-page/where-from";
import { Button, buttonStyle } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { ShallowLink } from "@/components/ui/shallow-link";
import type { Problem } from "@/lib/contract/problem";
import type { DataSearch } from "@/lib/data/search";

interface RefusedProps {
  problem: Problem & { reason?: unknown };
  slug: string;
  path: string;
  onRetry: () => void;
}

/** The rows could not be read: why, and what can be done about it. */
export function Refused({ problem, slug, path, onRetry }: RefusedProps) {
  const t = useTranslations();
  const reason = typeof problem.reason === "string" ? problem.reason : null;
  const wrong = problem.code === "bad_parameter";
  return (
    <section
      role="alert"
      aria-label={t("data.refused.title")}
      className="rounded-card border border-line bg-card p-6"
    >
      <Icon name={wrong ? "search-x" : "unplug"} className="size-6 text-failed" />
      <h2 className="mt-3 text-20 font-semibold">
        {t(wrong ? "data.refused.question" : "data.refused.title")}
      </h2>
      <p className="mt-1 text-14">
        {wrong
          ? t("data.refused.fits")
          : reason
            ? t(`data.reasons.${reasonOf(reason)}`)
            : t(`problems.${problem.code}`)}
        {problem.code === "read_failed" && ` ${t("data.refused.policy")}`}
      </p>
      {wrong && problem.detail && (
        // In the database's words.
        <p lang="en" className="mt-1 text-14 text-ink-soft">
          {problem.detail}
        </p>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        {wrong ? (
          <ShallowLink href={path} className={buttonStyle({ tone: "primary" })}>
            {t("data.refused.reset")}
          </ShallowLink>
        ) : (
          <Button tone="primary" onClick={onRetry}>
            {t("loadError.retry")}
          </Button>
        )}
        <Link href={`/views/${encodeURIComponent(slug)}`} className={buttonStyle()}>
          {t("data.toView")}
        </Link>
      </div>
    </section>
  );
}

/** There are none: because of the conditions, or none at all. */
export function NoRows({ search, path }: { search: DataSearch; path: string }) {
  const t = useTranslations();
  const filtered = search.filters.length > 0;
  return (
    <section
      aria-label={t(filtered ? "data.none.filtered" : "data.none.title")}
      className="rounded-card border border-line bg-card p-6"
    >
      <Icon name={filtered ? "search-x" : "table"} className="size-6 text-ink-soft" />
      <h2 className="mt-3 text-20 font-semibold">{t(filtered ? "data.none.filtered" : "data.none.title")}</h2>
      {(filtered || search.offset > 0) && (
        <ShallowLink
          href={`${path}${search.withoutFilters().with({ offset: 0 })}`}
          className={buttonStyle({ className: "mt-4" })}
        >
          {t("data.filter.none")}
        </ShallowLink>
      )}
    </section>
  );
}
