"use client";

import { useTranslations } from "use-intl";
import { Timestamp } from "@/components/data/timestamp";
import { useAnswers } from "@/components/data/use-control";
import { Notice } from "@/components/ui/notice";

/** Which promises give way, as there is more to refresh than there is time; nothing where all can be kept. */
export function Overload({ titles }: { titles: ReadonlyMap<string, string> }) {
  const t = useTranslations();
  const { data } = useAnswers(null);
  if (!data || data.gives_way.length === 0) return null;
  return (
    <div data-overload>
      <Notice tone="warning">
        <p className="font-medium">{t("incidents.overload", { count: data.gives_way.length })}</p>
        <ul>
          {data.gives_way.map(({ view, late_at, ends_at }) => (
            <li key={view}>
              {t.rich("incidents.givesWay", {
                view: titles.get(view) ?? view,
                late: () => <Timestamp at={late_at} />,
                ends: () => <Timestamp at={ends_at} />,
              })}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}
