"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { Timestamp } from "@/components/data/timestamp";
import { useMe } from "@/components/data/use-me";
import { AuditEventWords } from "@/components/settings/audit-log/audit-event-words";
import { Button, buttonStyle } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { LoadError } from "@/components/ui/load-error";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import { call } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import type { Line } from "@/lib/client/request";
import { settingsKeys } from "@/lib/client/settings";
import type { AuditLogAnswer } from "@/lib/contract/audit-log";
import { addressOf } from "@/lib/contract/operation";
import { isAdmin } from "@/lib/roles";

const AUDIT_LOG = "GET /api/v1/audit-log" satisfies Line;

/** Who did what that changes or costs something, newest first. */
export function AuditLogSection() {
  const t = useTranslations();
  const { data: me } = useMe();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: settingsKeys.auditLog,
    queryFn: ({ pageParam, signal }) => call(AUDIT_LOG, { query: { before: pageParam } }, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last: AuditLogAnswer) => last.next_before ?? undefined,
    enabled: isAdmin(me?.role),
  });

  if (!data) {
    if (error) return <LoadError code={(error as ClientError).code} onRetry={() => void refetch()} />;
    return <Skeleton className="h-80" />;
  }
  const events = data.pages.flatMap((page) => page.events);
  return (
    <Panel title={t("settings.sections.auditLog")} note={t("auditLog.note")}>
      {events.length === 0 ? (
        <p className="text-14 text-ink-soft">{t("auditLog.none")}</p>
      ) : (
        <ol className="divide-y divide-line">
          {events.map((event) => (
            <li
              key={event.id}
              className="grid gap-x-4 gap-y-1 py-2 text-14 first:pt-0 last:pb-0 sm:grid-cols-[9rem_minmax(0,1fr)]"
            >
              <p className="text-ink-soft">
                <Timestamp at={event.created_at} />
              </p>
              <AuditEventWords event={event} />
            </li>
          ))}
        </ol>
      )}
      <a
        href={`${addressOf(AUDIT_LOG.slice("GET ".length))}?format=csv`}
        download="audit-log.csv"
        className={buttonStyle({ tone: "secondary", size: "small", className: "mt-4 mr-2" })}
      >
        <Icon name="download" className="size-4" />
        {t("auditLog.export")}
      </a>
      {hasNextPage && (
        <Button className="mt-4" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("table.more")}
        </Button>
      )}
    </Panel>
  );
}
