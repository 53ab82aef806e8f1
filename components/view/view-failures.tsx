"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { useHistory } from "@/components/data/use-log";
import { FailureList } from "@/components/failures/failure-list";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import { asRange, RANGES } from "@/lib/range";

const SHOWN = 5;

/** What went wrong with one view in the range. */
export function ViewFailures({ slug }: { slug: string }) {
  const t = useTranslations();
  const params = useSearchParams();
  const range = asRange(params.get("range"));
  const { data } = useHistory({ hours: RANGES[range], view: slug, status: "failed", limit: SHOWN });
  if (!data) return null;
  return (
    <Panel
      title={t("view.wrong")}
      aside={
        data.next_before !== null && (
          <Link
            href={`/failures?view=${encodeURIComponent(slug)}&range=${range}`}
            className="text-14 text-ink-soft underline underline-offset-2 hover:text-ink"
          >
            {t("view.allFailures")}
          </Link>
        )
      }
    >
      {data.history.length === 0 ? (
        <p className="text-14 text-ink-soft">{t("view.nothingWrong", { range: t(`ranges.in.${range}`) })}</p>
      ) : (
        <FailureList failures={data.history} />
      )}
    </Panel>
  );
}
