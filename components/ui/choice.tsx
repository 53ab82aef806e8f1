"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { Link } from "@/components/ui/link";
import { cn } from "@/lib/cn";

interface Props {
  /** Name of the parameter in the URL. */
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
  /** The value that stands for no parameter at all. */
  fallback: string;
}

/** One choice out of few, kept in the URL: links, so that it can be shared, opened in a tab and gone back from. */
export function Choice({ name, label, options, fallback }: Props) {
  const pathname = usePathname();
  const params = useSearchParams();
  const chosen = params.get(name) ?? fallback;

  const href = (value: string) => {
    const next = new URLSearchParams(params);
    if (value === fallback) next.delete(name);
    else next.set(name, value);
    next.delete("run");
    const query = next.toString();
    return query ? `${pathname}?${query}` : pathname;
  };

  return (
    <nav aria-label={label} className="flex rounded-card border border-line bg-card p-[2px]">
      {options.map((option) => (
        <Link
          key={option.value}
          href={href(option.value)}
          scroll={false}
          replace
          prefetch={false}
          aria-current={option.value === chosen ? "true" : undefined}
          className={cn(
            "flex min-h-10 flex-1 items-center justify-center rounded-[6px] px-3 text-14 whitespace-nowrap transition-colors sm:min-h-7",
            option.value === chosen ? "bg-sunken font-medium text-ink" : "text-ink-soft hover:text-ink",
          )}
        >
          {option.label}
        </Link>
      ))}
    </nav>
  );
}
