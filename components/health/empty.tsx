"use client";

import { useTranslations } from "use-intl";
import { Icon } from "@/components/ui/icon";

const STEPS = [
  { key: "discover", command: "npm run -s frescura -- views discover" },
  { key: "register", command: "npm run -s frescura -- views register <schema.name>" },
  { key: "refresh", command: "npm run -s frescura -- refresh <slug> --force" },
] as const;

/** No view is registered yet: what to do, in order. */
export function NoViews() {
  const t = useTranslations();
  return (
    <section
      aria-label={t("empty.title")}
      className="rounded-card border border-dashed border-line-strong bg-card p-6"
    >
      <Icon name="database" className="size-6 text-ink-soft" />
      <h2 className="mt-3 text-20 font-semibold">{t("empty.title")}</h2>
      <p className="mt-1 max-w-[60ch] text-14 text-ink-soft">{t("empty.why")}</p>
      <ol className="mt-4 space-y-4">
        {STEPS.map(({ key, command }, index) => (
          <li key={key} className="flex gap-3">
            <span
              aria-hidden
              className="flex size-6 shrink-0 items-center justify-center rounded-pill bg-sunken text-12 font-semibold"
            >
              {index + 1}
            </span>
            <div className="min-w-0">
              <p className="text-14 font-medium">{t(`empty.steps.${key}`)}</p>
              <code className="mt-1 block overflow-x-auto rounded-card bg-sunken px-3 py-2 font-mono text-12">
                {command}
              </code>
            </div>
          </li>
        ))}
      </ol>
      <p className="mt-4 text-14 text-ink-soft">{t("empty.after")}</p>
    </section>
  );
}
