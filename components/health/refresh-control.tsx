"use client";

import dynamic from "next/dynamic";
import { useEffect, useId, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { useNow } from "@/components/data/clock";
import { useGraph } from "@/components/data/use-graph";
import { useMe } from "@/components/data/use-me";
import { useLastRefresh, useRefresh } from "@/components/data/use-refresh";
import { useWords } from "@/components/data/use-words";
import { useStatus } from "@/components/health/use-status";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { showControl } from "@/lib/client/controls";
import { NOBODY, tellMe } from "@/lib/client/tell-me";
import { whenReachable } from "@/lib/client/when-reachable";
import type { ViewHealth } from "@/lib/contract/health";
import { readersOf } from "@/lib/graph/family";
import { hasFailed } from "@/lib/incidents";
import { KEYS } from "@/lib/keys";

// Seen once something has run.
const RefreshResult = dynamic(
  whenReachable(() => import("@/components/health/refresh-result").then((m) => m.RefreshResult)),
  { loading: () => null },
);

const AskButton = dynamic(
  whenReachable(() => import("@/components/health/ask-control").then((m) => m.AskButton)),
  { loading: () => null },
);
const Asked = dynamic(
  whenReachable(() => import("@/components/health/ask-control").then((m) => m.Asked)),
  { ssr: false },
);

// Few ever see these two.
const CancelButton = dynamic(
  whenReachable(() => import("@/components/control/cancel-button").then((m) => m.CancelButton)),
  { loading: () => null },
);
const ResumeButton = dynamic(
  whenReachable(() => import("@/components/control/resume-button").then((m) => m.ResumeButton)),
  { loading: () => null },
);

const TEN_SECONDS_MS = 10_000;

/**
 * The button that makes a view fresh: who may not sees why, who does sees how it ended. That it runs, and for how
 * long, `Progress` shows.
 *
 * @param hotkey whether this is the one that the key presses
 * @param withReaders whether it also offers to refresh the views that read it
 */
export function RefreshControl({
  view,
  hotkey,
  withReaders = false,
}: {
  view: ViewHealth;
  hotkey: boolean;
  withReaders?: boolean;
}) {
  const t = useTranslations();
  const reasonId = useId();
  const { data: me } = useMe();
  const { status } = useStatus(view);
  const refresh = useRefresh(view.slug);

  const last = useLastRefresh(view.slug);
  const { data: graph } = useGraph();
  const words = useWords();
  const now = useNow(TEN_SECONDS_MS);
  const told = useSyncExternalStore(tellMe.subscribe, tellMe.current, () => NOBODY);
  useEffect(() => showControl(view.slug), [view.slug]);

  const may = me && (me.may_refresh || (me.may_retry && hasFailed(view)));
  const isPending = last?.status === "pending";
  const again = me?.refresh_again_at;
  const usedUp = may === true && me.refresh_remaining === 0 && !!again && Date.parse(again) > now;
  const readers = withReaders ? readersOf(graph?.views ?? [], view.slug).length : 0;
  // What it lacks is not known: whoever presses wants to be sure, and no answer but a refresh can make him so.
  const force = !view.pending_known;
  const running = isPending || view.running_refresh_id !== null;
  const reason = me && !may ? "role" : view.state === "missing" ? "missing" : null;

  return (
    <div className="space-y-2">
      {may && <Asked view={view} />}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {reason === "role" ? (
          me && <AskButton view={view} who={me.email ?? me.name} />
        ) : (
          <Button
            tone="primary"
            data-refresh={view.slug}
            disabled={running || reason !== null || !me || usedUp}
            aria-label={running || usedUp ? undefined : t("refresh.nowOf", { view: view.title })}
            aria-describedby={reason === "missing" ? reasonId : undefined}
            className="w-full sm:w-auto"
            onClick={() => refresh.mutate({ force })}
          >
            <Icon name="refresh-cw" className="size-4" />
            {running
              ? t("refresh.running")
              : usedUp
                ? t("refresh.again", { time: words.minute(again) })
                : t("refresh.now")}
            {hotkey && !reason && !running && !usedUp && (
              <span aria-hidden className="hidden sm:inline">
                <Kbd>{KEYS.refresh}</Kbd>
              </span>
            )}
          </Button>
        )}
        {readers > 0 && reason === null && (
          <Button
            disabled={running || usedUp}
            className="w-full sm:w-auto"
            onClick={() => refresh.mutate({ force: true, readers: true })}
          >
            {t("refresh.readers", { count: readers })}
          </Button>
        )}
        {reason === "missing" && (
          <p id={reasonId} className="text-14 text-ink-soft">
            {t("refresh.reason.missing")}
          </p>
        )}
        {view.running_refresh_id !== null && me?.may_operate && <CancelButton view={view} />}
        {may && !running && (
          <p className="no-print text-12 text-ink-soft">
            {usedUp
              ? t("refresh.againWhy", { limit: me.refresh_limit })
              : t("refresh.left", { left: me.refresh_remaining, limit: me.refresh_limit })}
          </p>
        )}
      </div>
      {status !== "reliable" && (
        <label className="no-print flex min-h-6 w-fit items-center gap-2 text-14 text-ink-soft">
          <input
            type="checkbox"
            aria-label={t("refresh.tellOf", { view: view.title })}
            checked={told.includes(view.slug)}
            onChange={(event) => tellMe.set(view.slug, event.target.checked)}
          />
          {t("refresh.tell")}
        </label>
      )}
      {view.suspended_at !== null && !running && me?.may_operate && <ResumeButton view={view} />}
      <div aria-live="polite">
        {last && !isPending && (last.data || last.error) && (
          <RefreshResult
            view={view}
            answer={last.data}
            error={last.error}
            onAnyway={() => refresh.mutate({ force: true })}
          />
        )}
      </div>
    </div>
  );
}
