"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";
import { useWords } from "@/components/data/use-words";
import { call } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import type { Feasibility, FeasibilityQuestion, JudgedTarget } from "@/lib/contract/feasibility";

/** What could be kept of the targets that stand in the form, by the view's own history: said before they are saved. */
export function FeasibilityNote({ slug, asked }: { slug: string; asked: FeasibilityQuestion }) {
  const t = useTranslations();
  const { data } = useQuery<Feasibility, ClientError>({
    queryKey: ["feasibility", slug, asked],
    queryFn: ({ signal }) =>
      call("POST /api/v1/mv/feasibility/{view}", { params: { view: slug }, body: asked }, signal),
    placeholderData: (before) => before,
    staleTime: 60_000,
    retry: false,
  });
  return (
    <div role="status" className="rounded-card bg-sunken px-3 py-2 text-14" data-feasibility>
      {data?.run_seconds === null && <p>{t("settings.feasibility.unknown")}</p>}
      {data && data.run_seconds !== null && (
        <>
          <ul className="space-y-1">
            {data.targets.map((target, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a target is its place in the form.
              <Judged key={n} n={n} target={target} run={data.run_seconds!} />
            ))}
          </ul>
          <Costs judged={data} />
        </>
      )}
    </div>
  );
}

function Judged({ n, target, run }: { n: number; target: JudgedTarget; run: number }) {
  const t = useTranslations();
  const format = useFormatter();
  const words = useWords();
  const name = n === 0 ? t("settings.feasibility.sla") : t("settings.feasibility.target", { n });
  const percent = format.number((target.kept_percent ?? 0) / 100, {
    style: "percent",
    maximumFractionDigits: 1,
  });
  return (
    <li className={target.possible ? undefined : "text-failed"}>
      {target.possible
        ? t("settings.feasibility.kept", { name, span: words.span(target.seconds), percent })
        : t("settings.feasibility.impossible", {
            ...{ name, span: words.span(target.seconds), percent, run: words.duration(run * 1000) },
            needed: words.span(target.needs_seconds ?? 0),
          })}
    </li>
  );
}

function Costs({ judged }: { judged: Feasibility }) {
  const t = useTranslations();
  const words = useWords();
  const { seconds_a_day, worst_hour, worst_hour_seconds } = judged;
  return (
    <p className="mt-1 text-12 text-ink-soft">
      {t("settings.feasibility.costs", { span: words.span(Math.round(seconds_a_day ?? 0)) })}{" "}
      {worst_hour !== null &&
        t("settings.feasibility.worst", {
          hour: `${worst_hour}:00`,
          duration: words.duration((worst_hour_seconds ?? 0) * 1000),
        })}
    </p>
  );
}
