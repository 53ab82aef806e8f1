"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useWords } from "@/components/data/use-words";
import { RANGE_MIN_MS } from "@/lib/range";

interface Props {
  /** The whole range. */
  from: number;
  to: number;
  /** The part of it that is shown. */
  shown: { from: number; to: number };
  onChange: (from: number, to: number) => void;
}

const STEPS = 288;
const THUMB =
  "pointer-events-none absolute inset-0 h-6 w-full appearance-none bg-transparent [&::-webkit-slider-thumb]:pointer-events-auto [&::-webkit-slider-thumb]:h-6 [&::-webkit-slider-thumb]:w-3 [&::-webkit-slider-thumb]:cursor-ew-resize [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-[3px] [&::-webkit-slider-thumb]:border [&::-webkit-slider-thumb]:border-line-strong [&::-webkit-slider-thumb]:bg-card [&::-moz-range-thumb]:pointer-events-auto [&::-moz-range-thumb]:h-5 [&::-moz-range-thumb]:w-2 [&::-moz-range-thumb]:rounded-[3px] [&::-moz-range-thumb]:border-line-strong [&::-moz-range-thumb]:bg-card";

/** Chooses a part of a range by two handles, which a mouse, a thumb and the arrow keys move alike. */
export function RangeBrush({ from, to, shown, onChange }: Props) {
  const t = useTranslations();
  const words = useWords();
  const [held, setHeld] = useState(shown);
  useEffect(() => setHeld({ from: shown.from, to: shown.to }), [shown.from, shown.to]);
  const step = (to - from) / STEPS;
  const gap = Math.max(step, RANGE_MIN_MS);
  const share = (timestamp: number) => `${((timestamp - from) / (to - from)) * 100}%`;

  // Told when the hand lets go: each step of a drag would ask the server.
  const commit = () => {
    if (held.from !== shown.from || held.to !== shown.to) onChange(held.from, held.to);
  };
  const handles = [
    {
      name: t("view.brush.from"),
      value: held.from,
      set: (value: number) => setHeld({ ...held, from: Math.min(value, held.to - gap) }),
    },
    {
      name: t("view.brush.to"),
      value: held.to,
      set: (value: number) => setHeld({ ...held, to: Math.max(value, held.from + gap) }),
    },
  ];

  return (
    <fieldset className="no-print relative mx-16 mt-2 h-6">
      <legend className="sr-only">{t("view.brush.label")}</legend>
      <div className="absolute inset-x-0 top-2 h-2 rounded-pill bg-sunken" />
      <div
        className="absolute top-2 h-2 rounded-pill bg-unknown-mark/50"
        style={{ left: share(held.from), right: `calc(100% - ${share(held.to)})` }}
      />
      {handles.map(({ name, value, set }) => (
        <input
          key={name}
          type="range"
          aria-label={name}
          aria-valuetext={words.full(value)}
          min={from}
          max={to}
          step="any"
          value={value}
          onChange={(event) => set(Number(event.target.value))}
          onKeyDown={(event) => {
            // "any" leaves the size of a key's step to the browser: a hundredth is too coarse for 30 days.
            const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
            if (!way) return;
            event.preventDefault();
            set(Math.min(to, Math.max(from, value + way * step)));
          }}
          onPointerUp={commit}
          onKeyUp={commit}
          onBlur={commit}
          className={THUMB}
        />
      ))}
    </fieldset>
  );
}
