"use client";

import { useSearchParams } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useHealth } from "@/components/data/use-health";
import { Found } from "@/components/trace/found";
import { Movements } from "@/components/trace/movements";
import { useTraces } from "@/components/trace/use-trace";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { LoadError } from "@/components/ui/load-error";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { TracesAnswer } from "@/lib/contract/trace";

/** Where is my payment? Asked by folio or id, answered station by station. */
export function TracePage() {
  const t = useTranslations();
  const params = useSearchParams();
  const ref = (params.get("ref") ?? "").trim();
  const view = params.get("view") || null;
  const { data, error, refetch } = useTraces(ref, view);
  return (
    <div className="mx-auto max-w-[48rem] space-y-6">
      <header>
        <h1 className="text-20 font-semibold sm:text-28">{t("trace.title")}</h1>
        <p className="mt-1 text-14 text-ink-soft">{t("trace.note")}</p>
      </header>
      <Question key={`${ref} ${view}`} reference={ref} view={view} />
      {ref !== "" && !data && error && <LoadError code={error.code} onRetry={() => void refetch()} />}
      {ref !== "" && !data && !error && <Skeleton className="h-80" />}
      {ref !== "" && data && <Answer answer={data} />}
      <Movements />
    </div>
  );
}

/** Also without a script: a form that asks for the page by its address. */
function Question({ reference, view }: { reference: string; view: string | null }) {
  const t = useTranslations();
  const [text, setText] = useState(reference);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return;
    window.history.pushState(null, "", `/trace?${new URLSearchParams({ ref: text.trim() })}`);
  };
  return (
    <form action="/trace" onSubmit={ask} className="flex flex-wrap items-end gap-2">
      <label className="min-w-0 flex-1 text-14 text-ink-soft">
        {t("trace.label")}
        <input
          name="ref"
          required
          maxLength={200}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          placeholder={t("trace.placeholder")}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="mt-1 block min-h-11 w-full rounded-card border border-line bg-card px-3 text-16 text-ink placeholder:text-ink-soft"
        />
      </label>
      <Button type="submit" tone="primary" className="min-h-11 sm:min-h-11">
        <Icon name="search" className="size-4" />
        {t("trace.ask")}
      </Button>
      {view && <p className="w-full text-14 text-ink-soft">{t("trace.only", { view })}</p>}
    </form>
  );
}

function Answer({ answer }: { answer: TracesAnswer }) {
  const t = useTranslations();
  const { data: health } = useHealth();
  const of = (slug: string) => health?.views.find((each) => each.slug === slug);
  const found = answer.views.flatMap(({ view, transactions }) =>
    transactions.map((traced) => ({ view, traced })),
  );
  const rows = new Set(found.map(({ traced }) => `${traced.source_table} ${traced.source_key}`)).size;
  const failed = answer.views.filter(({ searched }) => !searched);
  if (answer.views.length === 0)
    return <Nothing title={t("trace.noSources")} why={t("trace.noSourcesWhy")} />;
  if (found.length === 0) {
    return (
      <>
        <Nothing title={t("trace.nothing", { ref: answer.ref })} why={t("trace.nothingWhy")} />
        <NotSearched views={failed.map(({ view }) => of(view)?.title ?? view)} />
      </>
    );
  }
  return (
    <section aria-label={t("trace.title")} className="space-y-4">
      <div role="status">
        <h2 className={rows > 1 ? "flex items-start gap-2 text-16 font-semibold" : "sr-only"}>
          {rows > 1 && <Icon name="info" className="mt-1 size-4 text-refreshing" />}
          {t("trace.found", { count: rows, ref: answer.ref })}
        </h2>
      </div>
      {found.map(({ view, traced }) => (
        <Found
          key={`${view} ${traced.source_table} ${traced.source_key}`}
          traced={traced}
          slug={view}
          view={of(view)}
        />
      ))}
      <NotSearched views={failed.map(({ view }) => of(view)?.title ?? view)} />
    </section>
  );
}

/** The views that could not be searched: what they have is not known, which hides nothing of the others. */
function NotSearched({ views }: { views: readonly string[] }) {
  const t = useTranslations();
  const format = useFormatter();
  if (views.length === 0) return null;
  return (
    <div data-not-searched>
      <Notice tone="warning">
        {t("trace.notSearched", { count: views.length, list: format.list(views) })}{" "}
        <Link href="/failures" className="underline underline-offset-2">
          {t("refresh.toFailures")}
        </Link>
      </Notice>
    </div>
  );
}

function Nothing({ title, why }: { title: string; why: string }) {
  return (
    <section role="status" className="rounded-card border border-line bg-card p-6">
      <Icon name="search-x" className="size-6 text-ink-soft" />
      <h2 className="mt-3 text-20 font-semibold">{title}</h2>
      <p className="mt-1 text-14 text-ink-soft">{why}</p>
    </section>
  );
}
