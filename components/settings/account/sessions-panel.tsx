"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Timestamp } from "@/components/data/timestamp";
import { Problem } from "@/components/settings/problem";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { LoadError } from "@/components/ui/load-error";
import { Panel } from "@/components/ui/panel";
import { call, queryFor } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import { settingsKeys } from "@/lib/client/settings";
import type { Session } from "@/lib/contract/sessions";
import { browserName } from "@/lib/format/browser";

/** Where one is signed in, and the ways out. */
export function SessionsPanel() {
  const t = useTranslations();
  const { data, error, refetch } = useQuery(queryFor(settingsKeys.sessions));
  const [asking, setAsking] = useState(false);
  const everywhere = useMutation<unknown, ClientError>({
    mutationFn: () => call("DELETE /api/v1/me/sessions", {}),
    // A full load: nothing of this person may stay in the browser's memory.
    onSuccess: () => window.location.assign("/sign-in"),
  });

  return (
    <Panel title={t("account.sessions.title")} note={t("account.sessions.note")}>
      {!data && error && <LoadError code={error.code} onRetry={() => void refetch()} />}
      <ul className="divide-y divide-line">
        {data?.sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      <Button className="mt-4" onClick={() => setAsking(true)}>
        {t("account.sessions.everywhere")}
      </Button>
      {asking && (
        <Confirm
          title={t("account.sessions.ask")}
          action={t("account.sessions.everywhere")}
          busy={everywhere.isPending || everywhere.isSuccess}
          onConfirm={() => everywhere.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{t("account.sessions.lost")}</p>
          {everywhere.error && <Problem error={everywhere.error} />}
        </Confirm>
      )}
    </Panel>
  );
}

function SessionRow({ session }: { session: Session }) {
  const t = useTranslations();
  const client = useQueryClient();
  const browser = browserName(session.agent) ?? t("account.sessions.unknown");
  const end = useMutation<unknown, ClientError>({
    mutationFn: () => call("DELETE /api/v1/me/sessions/{id}", { params: { id: session.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: settingsKeys.sessions }),
  });
  return (
    <li
      data-session={session.current ? "current" : session.id}
      className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3 text-14 first:pt-0"
    >
      <div className="min-w-0">
        <p className="font-semibold [overflow-wrap:anywhere]">
          {browser}
          {session.current && (
            <span className="ml-2 font-normal text-ink-soft">{t("account.sessions.current")}</span>
          )}
        </p>
        <p className="text-ink-soft">
          {session.address && `${session.address} · `}
          {t.rich("account.sessions.began", { time: () => <Timestamp at={session.created_at} /> })}
          {" · "}
          {t.rich("account.sessions.seen", { time: () => <Timestamp at={session.seen_at} /> })}
        </p>
        {end.error && <Problem error={end.error} />}
      </div>
      {!session.current && (
        <Button
          size="small"
          disabled={end.isPending}
          aria-label={t("account.sessions.endOf", { browser })}
          onClick={() => end.mutate()}
        >
          {t("account.sessions.end")}
        </Button>
      )}
    </li>
  );
}
