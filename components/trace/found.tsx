"use client";

import { useTranslations } from "use-intl";
import { useMe } from "@/components/data/use-me";
import { useLastRefresh, useRefresh } from "@/components/data/use-refresh";
import { useWords } from "@/components/data/use-words";
import { usePendingWords } from "@/components/health/use-pending-words";
import { Timeline } from "@/components/trace/timeline";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { cn } from "@/lib/cn";
import type { ViewHealth } from "@/lib/contract/health";
import type { Traced } from "@/lib/contract/trace";
import { hasFailed } from "@/lib/incidents";

/** One payment: how much, where it was written, whether the view has it, and its way there. */
export function Found({ traced, slug, view }: { traced: Traced; slug: string; view?: ViewHealth }) {
  const t = useTranslations();
  const words = useWords();
  const { money } = usePendingWords();
  const name = traced.reference ?? traced.source_key;
  const first = traced.steps[0];
  const last = traced.steps.at(-1);
  const total =
    first && last && traced.visible && !traced.before_log ? Date.parse(last.at) - Date.parse(first.at) : null;
  return (
    <article
      aria-label={t("trace.article", { name, view: view?.title ?? slug })}
      data-traced={traced.visible ? "visible" : "waiting"}
      className="rounded-card border border-line bg-card p-4 shadow-card"
    >
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <h3 className="text-16 font-semibold">{name}</h3>
          <p className="text-14 text-ink-soft">
            {t("trace.where", { table: traced.source_table, key: traced.source_key })}
          </p>
        </div>
        {traced.amount !== null && (
          <p className="text-20 font-semibold">{money(traced.amount, traced.currency, true)}</p>
        )}
      </header>
      <p
        className={cn(
          "mt-3 flex flex-wrap items-center gap-2 text-14 font-medium",
          traced.visible ? "text-fresh" : "text-refreshing",
        )}
      >
        <Icon name={traced.visible ? "circle-check" : "loader"} className="size-4" />
        {t(traced.visible ? "trace.isVisible" : "trace.isNotYet")}
        <Link
          href={`/views/${encodeURIComponent(slug)}`}
          className="text-ink underline underline-offset-2 hover:text-ink-soft"
        >
          {view?.title ?? slug}
        </Link>
        {total !== null && total >= 0 && (
          <span className="font-normal text-ink-soft">
            {t("trace.total", {
              span: total < 120_000 ? words.duration(total) : words.age(Math.floor(total / 1000)),
            })}
          </span>
        )}
      </p>
      <Timeline traced={traced} view={slug} zone={view?.time_zone} />
      {!traced.visible && view && <BringIn view={view} name={name} />}
    </article>
  );
}

/** Refreshes the view, so that the payment is in it; how that ended is told beside the page. */
function BringIn({ view, name }: { view: ViewHealth; name: string }) {
  const t = useTranslations();
  const { data: me } = useMe();
  const refresh = useRefresh(view.slug);
  const last = useLastRefresh(view.slug);
  const may = me && (me.may_refresh || (me.may_retry && hasFailed(view)));
  if (!may || view.state === "missing") return null;
  const running = last?.status === "pending" || view.running_refresh_id !== null;
  return (
    <Button
      tone="primary"
      className="mt-3 w-full sm:w-auto"
      disabled={running}
      aria-label={t("trace.bringInOf", { name })}
      onClick={() => refresh.mutate({ force: true })}
    >
      <Icon name="refresh-cw" className="size-4" />
      {t(running ? "refresh.running" : "trace.bringIn")}
    </Button>
  );
}
