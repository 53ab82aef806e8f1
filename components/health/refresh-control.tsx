"use client";

import dynamic from "next/dynamic";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "@/components/data/use-me";
import { useRefresh } from "@/components/data/use-refresh";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { whenReachable } from "@/lib/client/when-reachable";
import type { ViewHealth } from "@/lib/contract/health";
import { KEYS } from "@/lib/keys";

// Seen once something has run.
const RefreshResult = dynamic(
  whenReachable(() => import("@/components/health/refresh-result").then((m) => m.RefreshResult)),
);

// Few ever see these two.
const CancelButton = dynamic(
  whenReachable(() => import("@/components/control/cancel-button").then((m) => m.CancelButton)),
);
const ResumeButton = dynamic(
  whenReachable(() => import("@/components/control/resume-button").then((m) => m.ResumeButton)),
);

/**
 * The button that makes a view fresh: who may not sees why, who does sees how it ended. That it runs, and for how
 * long, `Progress` shows.
 *
 * @param hotkey whether this is the one that the key presses
 */
export function RefreshControl({ view, hotkey }: { view: ViewHealth; hotkey: boolean }) {
  const t = useTranslations();
  const reasonId = useId();
  const { data: me } = useMe();
  const refresh = useRefresh(view.slug);

  const running = refresh.isPending || view.running_refresh_id !== null;
  const reason = me && !me.may_refresh ? "role" : view.state === "missing" ? "missing" : null;

  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button
          tone="primary"
          data-refresh={view.slug}
          disabled={running || reason !== null || !me}
          aria-describedby={reason ? reasonId : undefined}
          className="w-full sm:w-auto"
          onClick={() => refresh.mutate({ force: false })}
        >
          <Icon name="refresh-cw" className="size-4" />
          {running ? t("refresh.running") : t("refresh.now")}
          {hotkey && !reason && !running && (
            <span aria-hidden className="hidden sm:inline">
              <Kbd>{KEYS.refresh}</Kbd>
            </span>
          )}
        </Button>
        {reason && (
          <p id={reasonId} className="text-14 text-ink-soft">
            {t(`refresh.reason.${reason}`)}
          </p>
        )}
        {view.running_refresh_id !== null && me?.may_operate && <CancelButton view={view} />}
        {me?.may_refresh && !running && (
          <p className="no-print text-12 text-ink-soft">
            {t("refresh.left", { left: me.refresh_remaining, limit: me.refresh_limit })}
          </p>
        )}
      </div>
      {view.suspended_at !== null && !running && me?.may_operate && <ResumeButton view={view} />}
      <div aria-live="polite">
        {!refresh.isPending && (refresh.data || refresh.error) && (
          <RefreshResult
            view={view}
            answer={refresh.data}
            error={refresh.error}
            onAnyway={() => refresh.mutate({ force: true })}
          />
        )}
      </div>
    </div>
  );
}
