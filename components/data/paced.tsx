"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { PaceContext } from "@/components/data/clock";
import { observeNear } from "@/lib/client/observe-near";

/** Nobody sees its seconds. */
const AWAY_MS = 60_000;

/** Lets what is far from the window be drawn once a minute instead of once a second: 200 cards need not all tick. */
export function Paced({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(true);
  useEffect(() => {
    if (ref.current) return observeNear(ref.current, setNear);
  }, []);
  return (
    <div ref={ref} className="grid min-w-0 grid-cols-[minmax(0,1fr)]">
      <PaceContext value={near ? null : AWAY_MS}>{children}</PaceContext>
    </div>
  );
}
