"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Moment } from "@/components/data/moment";
import { useMe } from "@/components/data/use-me";
import { DeedWords } from "@/components/settings/audit-log/deed-words";
import { Button } from "@/components/ui/button";
import { LoadError } from "@/components/ui/load-error";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { call } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import { settingsKeys } from "@/lib/client/settings";
import type { DeedsAnswer } from "@/lib/contract/audit-log";
import { isAdmin } from "@/lib/roles";

/** Who did what that changes or costs something, newest first. */
export function AuditLogSection() {
  const t = useTranslations();
  const { data: me } = useMe();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: settingsKeys.deeds,
    queryFn: ({ pageParam, signal }) =>
      call("GET /api/v1/audit-log", { query: { before: pageParam } }, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last: DeedsAnswer) => last.next_before ?? undefined,
    enabled: isAdmin(me?.role),
  });

  if (!data) {
    if (error) return <LoadError code={(error as ClientError).code} onRetry={() => void refetch()} />;
    return <Skeleton className="h-80" />;
  }
  const deeds = data.pages.flatMap((page) => page.deeds);
  return (
    <Panel title={t("settings.sections.auditLog")} note={t("auditLog.note")}>
      {deeds.length === 0 ? (
        <p className="text-14 text-ink-soft">{t("auditLog.none")}</p>
      ) : (
        <ol className="divide-y divide-line">
          {deeds.map((deed) => (
            <li
              key={deed.id}
              className="grid gap-x-4 gap-y-1 py-2 text-14 first:pt-0 last:pb-0 sm:grid-cols-[9rem_minmax(0,1fr)]"
            >
              <p className="text-ink-soft">
                <Moment at={deed.created_at} />
              </p>
              <DeedWords deed={deed} />
            </li>
          ))}
        </ol>
      )}
      {hasNextPage && (
        <Button className="mt-4" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("table.more")}
        </Button>
      )}
    </Panel>
  );
}
