"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useDefinition, useGraph } from "@/components/data/use-graph";
import { ViewGraph } from "@/components/graph/view-graph";
import { Link } from "@/components/ui/link";
import { LoadError } from "@/components/ui/load-error";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { ViewSource } from "@/lib/contract/graph";
import { family } from "@/lib/graph/family";

/** What is it? What it reads, what reads it, the graph around it, and its SELECT. */
export function DefinitionPanel({ slug }: { slug: string }) {
  const t = useTranslations();
  const { data, error, refetch } = useDefinition(slug);
  const { data: graph } = useGraph();
  if (!data) {
    if (error) return <LoadError code={error.code} onRetry={() => void refetch()} />;
    return <Skeleton className="h-60" />;
  }
  const relatives = graph ? family(graph.views, slug) : [];
  return (
    <Panel title={t("definition.title")} note={t("definition.note")}>
      <div className="space-y-6">
        <dl className="grid gap-4 text-14 sm:grid-cols-2">
          <Related label={t("definition.reads")} empty={t("definition.readsNothing")}>
            {data.sources.map((source) => (
              <Source key={`${source.kind} ${source.name}`} source={source} />
            ))}
          </Related>
          <Related label={t("definition.readBy")} empty={t("definition.readByNothing")}>
            {data.read_by.map((view) => (
              <dd key={view.slug}>
                <ViewLink {...view} />
              </dd>
            ))}
          </Related>
        </dl>
        {data.follows_upstream && <p className="text-14">{t("definition.follows")}</p>}
        {relatives.length > 0 && <ViewGraph views={relatives} current={slug} />}
        {data.definition && (
          <details>
            <summary className="min-h-11 text-14 font-medium sm:min-h-0">{t("definition.sql")}</summary>
            <pre
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
              tabIndex={0}
              className="mt-2 max-h-96 overflow-auto rounded-card bg-sunken p-3 font-mono text-12"
            >
              {data.definition.trim()}
            </pre>
          </details>
        )}
      </div>
    </Panel>
  );
}

function Related({ label, empty, children }: { label: string; empty: string; children: ReactNode[] }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-soft">{label}</dt>
      {children.length > 0 ? children : <dd>{empty}</dd>}
    </div>
  );
}

function Source({ source }: { source: ViewSource }) {
  const t = useTranslations();
  const { name, kind, slug, title } = source;
  return (
    <dd className="flex flex-wrap items-baseline gap-x-2">
      {slug && title ? (
        <ViewLink slug={slug} title={title} />
      ) : (
        <span className="font-mono text-12">{name}</span>
      )}
      <span className="text-12 text-ink-soft">{t(`definition.kinds.${kind}`)}</span>
    </dd>
  );
}

function ViewLink({ slug, title }: { slug: string; title: string }) {
  return (
    <Link href={`/views/${encodeURIComponent(slug)}`} className="underline hover:no-underline">
      {title}
    </Link>
  );
}
