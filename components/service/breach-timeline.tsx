"use client";

import { useWords } from "@/components/data/use-words";
import type { Breach } from "@/lib/contract/sla";

/** When targets were missed, as marks on a line; the table below says the same in words. */
export function BreachTimeline({
  breaches,
  from,
  now,
}: {
  breaches: readonly Breach[];
  from: number;
  now: number;
}) {
  const words = useWords();
  const at = (timestamp: number) => Math.max(0, Math.min(100, (100 * (timestamp - from)) / (now - from)));
  return (
    <div aria-hidden className="mt-2">
      <div className="relative h-6 overflow-hidden rounded-[4px] bg-sunken">
        {breaches.map((one) => {
          const left = at(Date.parse(one.began_at));
          const width = at(Date.parse(one.ended_at)) - left;
          return (
            <div
              key={`${one.class} ${one.began_at}`}
              className={
                one.class === "normal"
                  ? "absolute top-0 h-3 bg-very-stale-mark"
                  : "absolute bottom-0 h-3 bg-stale-mark"
              }
              // A breach of a minute must be seen on a month.
              style={{ left: `min(${left}%, calc(100% - 3px))`, width: `max(3px, ${width}%)` }}
            />
          );
        })}
      </div>
      <p className="mt-1 flex justify-between text-12 text-ink-soft">
        <span>{words.full(from)}</span>
        <span>{words.full(now)}</span>
      </p>
    </div>
  );
}
