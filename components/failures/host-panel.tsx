"use client";

import { useTranslations } from "use-intl";
import { useHost } from "@/components/data/use-log";
import { useMe } from "@/components/data/use-me";
import { useHostWords } from "@/components/health/use-finding-words";
import { Panel } from "@/components/ui/panel";
import { isOps } from "@/lib/roles";

/** What the database's host allows, and what follows from it, for who can do something about it. */
export function HostPanel() {
  const t = useTranslations();
  const words = useHostWords();
  const { data: me } = useMe();
  const { data } = useHost(isOps(me?.role));
  if (!data) return null;
  const costs = data.facts.filter(({ severity }) => severity !== "ok");
  return (
    <Panel title={t("doctor.host.title")} note={t("doctor.host.note", { count: costs.length })}>
      <ul className="divide-y divide-line">
        {data.facts.map((fact) => {
          const { title, text, isForeign } = words(fact);
          return (
            <li key={`${fact.fact} ${fact.finding}`} className="py-2 text-14 first:pt-0 last:pb-0">
              <p className={fact.severity === "ok" ? undefined : "font-medium"}>{title}</p>
              <p lang={isForeign ? "en" : undefined} className="text-12 text-ink-soft">
                {text}
              </p>
              {fact.cure && (
                <code className="mt-2 block rounded-card bg-sunken px-3 py-2 font-mono text-12 [overflow-wrap:anywhere] whitespace-pre-wrap">
                  {fact.cure}
                </code>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
