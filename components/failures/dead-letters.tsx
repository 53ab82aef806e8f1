"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { ActionError } from "@/components/control/action-error";
import { EventList } from "@/components/control/event-list";
import { useEvents, useRetryEvents } from "@/components/data/use-control";
import { useMe } from "@/components/data/use-me";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Panel } from "@/components/ui/panel";

/** Events that were set aside after too many failed refreshes, to be asked for again one by one or all. */
export function DeadLetters({ titles }: { titles: ReadonlyMap<string, string> }) {
  const t = useTranslations();
  const { data: me } = useMe();
  const { data } = useEvents(null, "dead_letter");
  const retry = useRetryEvents();
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  if (!data || data.events.length === 0) return null;
  const count = data.events.length;
  return (
    <Panel
      id="dead-letters"
      title={t("events.aside")}
      note={t("events.asideNote")}
      aside={
        me?.may_operate && (
          <Button size="small" data-retry-all disabled={retry.isPending} onClick={() => setAsking(true)}>
            {t("events.retryAll")}
          </Button>
        )
      }
    >
      <EventList events={data.events.slice(0, 20)} titles={titles} />
      <ActionError error={retry.error} />
      {asking && (
        <Confirm
          title={t("events.retryAll")}
          action={t("events.retryAction", { count })}
          busy={retry.isPending}
          onConfirm={() => retry.mutate({}, { onSettled: close })}
          onClose={close}
        >
          <p>{t("events.retryWhat")}</p>
        </Confirm>
      )}
    </Panel>
  );
}
