import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

interface Props {
  title: string;
  /** Said under the title: what is being shown, in what unit. */
  note?: ReactNode;
  aside?: ReactNode;
  id?: string;
  className?: string;
  children: ReactNode;
}

/** A titled section of a page. */
export function Panel({ title, note, aside, id, className, children }: Props) {
  return (
    <section
      aria-label={title}
      id={id}
      className={cn("rounded-card border border-line bg-card p-4 shadow-card", className)}
    >
      <div className="mb-4 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div>
          <h2 className="text-16 font-semibold">{title}</h2>
          {note && <p className="mt-1 text-14 text-ink-soft">{note}</p>}
        </div>
        {aside}
      </div>
      {children}
    </section>
  );
}
