"use client";

import type { PointerEvent, ReactNode } from "react";
import { usePointer, useSharedAxis } from "@/components/charts/shared-axis";
import { PLOT_LEFT, PLOT_RIGHT, X_HEIGHT } from "@/components/charts/theme";

/** Less than this is a click. */
const DRAG_MIN_SHARE = 0.015;

/**
 * Lies over a chart's plot: a line at the moment under the pointer, on all charts of the axis, each with what it
 * knows of that moment; dragging chooses a range.
 *
 * @param describe what the chart says of a moment; null for nothing
 */
export function CrosshairLayer({ describe }: { describe: (at: number) => ReactNode }) {
  const { from, to, pointer, onSelect } = useSharedAxis();
  const { at, drag } = usePointer();
  const share = (timestamp: number) => (timestamp - from) / (to - from);
  const timestampOf = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return from + Math.min(1, Math.max(0, (event.clientX - left) / width)) * (to - from);
  };

  const move = (event: PointerEvent<HTMLDivElement>) => {
    const timestamp = timestampOf(event);
    pointer.set({ at: timestamp, drag: drag && { ...drag, to: timestamp } });
  };
  const press = (event: PointerEvent<HTMLDivElement>) => {
    if (event.pointerType !== "mouse" || event.button !== 0) return move(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    const timestamp = timestampOf(event);
    pointer.set({ at: timestamp, drag: { from: timestamp, to: timestamp } });
  };
  const lift = () => {
    pointer.set({ at, drag: null });
    if (!drag) return;
    const [start, end] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
    if (share(end) - share(start) >= DRAG_MIN_SHARE) onSelect(start, end);
  };
  const known = at === null ? null : describe(at);

  return (
    <div
      aria-hidden
      className="absolute top-0 cursor-crosshair touch-pan-y select-none"
      style={{ left: PLOT_LEFT, right: PLOT_RIGHT, bottom: X_HEIGHT }}
      onPointerMove={move}
      onPointerDown={press}
      onPointerUp={lift}
      onPointerLeave={() => !drag && pointer.set({ at: null, drag: null })}
      onPointerCancel={() => pointer.set({ at: null, drag: null })}
    >
      {drag && (
        <div
          className="absolute inset-y-0 bg-refreshing-mark/15"
          style={{
            left: `${share(Math.min(drag.from, drag.to)) * 100}%`,
            width: `${Math.abs(share(drag.to) - share(drag.from)) * 100}%`,
          }}
        />
      )}
      {at !== null && (
        <div
          className="pointer-events-none absolute inset-y-0 w-px bg-ink-soft"
          style={{ left: `${share(at) * 100}%` }}
        >
          {known && (
            <div
              className={
                share(at) < 0.5 ? "absolute top-1 left-2 w-max" : "absolute top-1 right-2 w-max max-w-64"
              }
            >
              {known}
            </div>
          )}
        </div>
      )}
    </div>
  );
}
