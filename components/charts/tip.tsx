import type { ReactNode } from "react";

/** The box of a tooltip: when, then what. */
export function Tip({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div className="rounded-card border border-line bg-card px-3 py-2 text-12 shadow-card">
      <p className="mb-1 text-ink-soft">{title}</p>
      {children}
    </div>
  );
}

/** One line of it. */
export function TipLine({ name, value }: { name: string; value: string }) {
  return (
    <p className="flex justify-between gap-4">
      <span className="text-ink-soft">{name}</span>
      <span className="font-medium text-ink">{value}</span>
    </p>
  );
}
