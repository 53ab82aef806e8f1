"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";

interface Props {
  /** Name of the parameter in the URL; absent means all. */
  name: string;
  label: string;
  all: string;
  options: readonly { value: string; label: string }[];
}

/** A filter out of many values, kept in the URL. */
export function Filter({ name, label, all, options }: Props) {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();

  const choose = (value: string) => {
    const next = new URLSearchParams(params);
    if (value) next.set(name, value);
    else next.delete(name);
    next.delete("run");
    router.replace(`${pathname}?${next}`, { scroll: false });
  };

  return (
    <label className="flex items-center gap-2 text-14 text-ink-soft">
      {label}
      <select
        value={params.get(name) ?? ""}
        onChange={(event) => choose(event.target.value)}
        className="min-h-11 max-w-56 rounded-card border border-line bg-card px-2 text-14 text-ink sm:min-h-8"
      >
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
