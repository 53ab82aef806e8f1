"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { useNow } from "@/components/data/clock";
import { useHealth } from "@/components/data/use-health";
import { refreshKey, useRefresh } from "@/components/data/use-refresh";
import { useWords } from "@/components/data/use-words";
import { RefreshResult } from "@/components/health/refresh-result";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { showsControl } from "@/lib/client/controls";
import type { ClientError } from "@/lib/client/http";
import { NOBODY, tellMe } from "@/lib/client/tell-me";
import type { ViewHealth } from "@/lib/contract/health";
import type { RefreshAnswer } from "@/lib/contract/refresh";
import { statusAt } from "@/lib/view-status";

type Toast = { id: number; slug: string } & (
  | { kind: "ended"; answer: RefreshAnswer | undefined; error: ClientError | null }
  | { kind: "reliable"; asOf: string }
);

/** More would cover the page. */
const SHOWN = 3;

/** How a refresh ended whose reader has gone to another page, and which view is reliable as somebody asked to be told. */
export function Toasts() {
  const t = useTranslations();
  const client = useQueryClient();
  const { data: health } = useHealth();
  const now = useNow();
  const wanted = useSyncExternalStore(tellMe.subscribe, tellMe.current, () => NOBODY);
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const close = (id: number) => setToasts((before) => before.filter((toast) => toast.id !== id));

  useEffect(
    () =>
      client.getMutationCache().subscribe((event) => {
        if (event.type !== "updated") return;
        const { action, mutation } = event;
        if (action.type !== "success" && action.type !== "error") return;
        const [kind, slug] = mutation.options.mutationKey ?? [];
        if (kind !== refreshKey("")[0] || typeof slug !== "string" || showsControl(slug)) return;
        const { data, error } = mutation.state;
        setToasts((before) => [
          ...before.filter((toast) => toast.slug !== slug).slice(1 - SHOWN),
          {
            id: mutation.mutationId,
            slug,
            kind: "ended",
            answer: data as RefreshAnswer | undefined,
            error: error as ClientError | null,
          },
        ]);
      }),
    [client],
  );

  const reliable = (health?.views ?? []).filter(
    (view) => wanted.includes(view.slug) && statusAt(view, now) === "reliable",
  );
  const [first] = reliable;
  useEffect(() => {
    if (!first) return;
    tellMe.set(first.slug, false);
    setToasts((before) => [
      ...before.slice(1 - SHOWN),
      { id: -Date.now(), slug: first.slug, kind: "reliable", asOf: first.data_as_of ?? first.last_refresh! },
    ]);
  }, [first]);

  return (
    <section
      aria-label={t("refresh.toast")}
      aria-live="polite"
      className="no-print pointer-events-none fixed inset-x-4 bottom-20 z-30 flex flex-col gap-2 sm:left-auto sm:w-96 md:bottom-4"
    >
      {toasts.map((toast) => {
        const view = health?.views.find(({ slug }) => slug === toast.slug);
        return view && <Shown key={toast.id} toast={toast} view={view} onClose={() => close(toast.id)} />;
      })}
    </section>
  );
}

function Shown({ toast, view, onClose }: { toast: Toast; view: ViewHealth; onClose: () => void }) {
  const t = useTranslations();
  const words = useWords();
  const now = useNow();
  const refresh = useRefresh(view.slug);
  return (
    <div
      data-toast={view.slug}
      className="pointer-events-auto flex items-start gap-2 rounded-card border border-line-strong bg-card p-3 shadow-card"
    >
      <div className="min-w-0 flex-1 space-y-2">
        {toast.kind === "reliable" ? (
          <Notice tone="good">
            {t("refresh.told", { view: view.title, time: words.asOf(toast.asOf, now) })}
          </Notice>
        ) : (
          <>
            <p className="text-14 font-medium">{view.title}</p>
            <RefreshResult
              view={view}
              answer={toast.answer}
              error={toast.error}
              onAnyway={() => refresh.mutate({ force: true })}
            />
          </>
        )}
      </div>
      <Button tone="quiet" size="icon" aria-label={t("refresh.close")} onClick={onClose}>
        <Icon name="x" className="size-4" />
      </Button>
    </div>
  );
}
