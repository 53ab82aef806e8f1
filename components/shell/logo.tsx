import { cn } from "@/lib/cn";

/** The mark: a dial that is nearly full, its open end being what has not arrived yet. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className={cn("size-5", className)} fill="none">
      <path d="M12 3a9 9 0 1 1-8.1 5.1" stroke="var(--fresh-mark)" strokeWidth="3" strokeLinecap="round" />
      <path
        d="M12 7.5V12l3 2"
        stroke="currentColor"
        strokeWidth="2.25"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
