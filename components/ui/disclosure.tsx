"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { cn } from "@/lib/cn";

interface Props {
  label: ReactNode;
  name: string;
  className?: string;
  children: ReactNode;
}

/** A button that opens a small panel below itself; Escape, a click elsewhere or a choice closes it. */
export function Disclosure({ label, name, className, children }: Props) {
  const ref = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    const close = (event: Event) => {
      const details = ref.current;
      if (!details?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== "Escape") return;
        details.querySelector("summary")?.focus();
      } else if (details.contains(event.target as Node)) {
        return;
      }
      details.open = false;
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("keydown", close);
    };
  }, []);

  return (
    <details ref={ref} className={cn("relative", className)}>
      <summary
        aria-label={name}
        className="flex min-h-11 list-none items-center gap-1 rounded-card px-2 text-14 font-medium hover:bg-sunken sm:min-h-8 [&::-webkit-details-marker]:hidden"
      >
        {label}
      </summary>
      <div className="absolute right-0 z-30 mt-1 w-60 rounded-card border border-line bg-card p-2 shadow-card">
        {children}
      </div>
    </details>
  );
}
