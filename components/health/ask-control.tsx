"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { ActionError } from "@/components/control/action-error";
import { useWords } from "@/components/data/use-words";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { askKeys } from "@/lib/client/asks";
import { call, queryFor } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import type { AskAnswer } from "@/lib/contract/asks";
import type { ViewHealth } from "@/lib/contract/health";

/** Asks those who may refresh a view to do so; where that is asked already, says since when. */
export function AskButton({ view, who }: { view: ViewHealth; who: string }) {
  const t = useTranslations();
  const words = useWords();
  const client = useQueryClient();
  const { data } = useAsks();
  const ask = useMutation<AskAnswer, ClientError, void>({
    mutationFn: () => call("POST /api/v1/mv/asks/{view}", { params: { view: view.slug } }),
    onSettled: () => client.invalidateQueries({ queryKey: askKeys.all }),
  });
  const asked = data?.asks.find((one) => one.view === view.slug && one.who === who);
  if (asked) {
    return (
      <p role="status" className="text-14 text-ink-soft" data-asked={view.slug}>
        {t("refresh.ask.asked", { time: words.minute(asked.asked_at), mailed: ask.data?.mailed ?? 0 })}
      </p>
    );
  }
  return (
    <>
      <Button
        disabled={ask.isPending}
        aria-label={t("refresh.ask.of", { view: view.title })}
        className="w-full sm:w-auto"
        onClick={() => ask.mutate()}
      >
        <Icon name="bell" className="size-4" />
        {t("refresh.ask.button")}
      </Button>
      <ActionError error={ask.error} />
    </>
  );
}

/** Who asks for a view to be refreshed, for those who may; nothing where nobody does. */
export function Asked({ view }: { view: ViewHealth }) {
  const t = useTranslations();
  const words = useWords();
  const { data } = useAsks();
  return data?.asks
    .filter((one) => one.view === view.slug)
    .map(({ who, asked_at }) => (
      <p key={who} className="flex items-center gap-2 text-14 font-medium" data-asks={view.slug}>
        <Icon name="bell" className="size-4 shrink-0 text-refreshing" />
        {t("refresh.ask.by", { who, time: words.minute(asked_at) })}
      </p>
    ));
}

function useAsks() {
  return useQuery({ ...queryFor(askKeys.all), refetchInterval: 15_000 });
}
