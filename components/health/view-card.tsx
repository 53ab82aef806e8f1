"use client";

import { memo, useState } from "react";
import { useTranslations } from "use-intl";
import { Timestamp } from "@/components/data/timestamp";
import { useMe } from "@/components/data/use-me";
import { ViewAdvice } from "@/components/health/advice";
import { Age } from "@/components/health/age";
import { CardFacts } from "@/components/health/card-facts";
import { CardRow } from "@/components/health/card-row";
import { Progress } from "@/components/health/progress";
import { RefreshControl } from "@/components/health/refresh-control";
import { Sparkline } from "@/components/health/sparkline";
import { StatusBadge } from "@/components/health/status-badge";
import { CARD_TONE } from "@/components/health/tone";
import { useStatus } from "@/components/health/use-status";
import { Link } from "@/components/ui/link";
import { cn } from "@/lib/cn";
import type { ViewHealth } from "@/lib/contract/health";

interface Props {
  view: ViewHealth;
  /** Whether the key that refreshes presses this one's button. */
  first: boolean;
  /** Whether it lies below the first screen: laid out as it is scrolled to, and guessed at until then. */
  far: boolean;
  /** Whether it stands open on a phone too, where else a line stands for it. */
  whole?: boolean;
}

/** One view at a glance: its state, its age, what waits, how it has been, and the button. */
export const ViewCard = memo(function ViewCard({ view, first, far, whole = false }: Props) {
  const t = useTranslations();
  const { status } = useStatus(view);
  const { data: me } = useMe();
  const [open, setOpen] = useState(whole);
  const running = view.running_refresh_id !== null;

  return (
    <article
      aria-label={view.title}
      data-view={view.slug}
      className={cn(
        "@container flex flex-col rounded-card border p-4 shadow-card",
        far &&
          "[contain-intrinsic-size:auto_3rem] sm:[contain-intrinsic-size:auto_24rem] [content-visibility:auto]",
        CARD_TONE[status],
      )}
    >
      {!whole && <CardRow view={view} open={open} onToggle={() => setOpen(!open)} />}
      <div
        className={cn(
          "flex-1 flex-col gap-4 sm:flex",
          open ? "flex" : "hidden",
          open && !whole && "max-sm:mt-8",
        )}
      >
        <header className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
          <h2 className="min-w-0 text-16 font-semibold">
            <Link href={`/views/${encodeURIComponent(view.slug)}`} className="hover:underline">
              {view.title}
            </Link>
          </h2>
          <span className="flex gap-2">
            {running && <StatusBadge status="refreshing" iconOnly />}
            <StatusBadge status={status} />
          </span>
        </header>
        <div className="grid gap-4 @xl:grid-cols-2">
          <div>
            <p className="flex flex-wrap items-baseline gap-x-3">
              <Age view={view} className="text-40" />
              <span className="text-14 text-ink-soft">
                {view.data_as_of &&
                  t.rich("card.asOf", {
                    time: () => <Timestamp at={view.data_as_of!} zone={view.time_zone} />,
                  })}
              </span>
            </p>
            <div className="mt-2">
              <Progress view={view} />
            </div>
          </div>
          <Sparkline view={view} />
        </div>
        <CardFacts view={view} />
        <ViewAdvice view={view} />
        <div className="mt-auto">{me && <RefreshControl view={view} hotkey={first} />}</div>
      </div>
    </article>
  );
});
