"use client";

import { useTranslations } from "use-intl";
import { ActionError } from "@/components/control/action-error";
import { useChannelSecret } from "@/components/data/use-alerts";
import { Button } from "@/components/ui/button";
import { Secret } from "@/components/ui/secret";
import type { Channel } from "@/lib/contract/alerts";

/** How what a webhook gets is signed, and the way to exchange its secret. */
export function ChannelSecret({ channel: { id, name, secrets } }: { channel: Channel }) {
  const t = useTranslations();
  const { rotate, end } = useChannelSecret(id);
  return (
    <div className="space-y-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-12 text-ink-soft">
        {t("channels.secrets", { count: secrets })}
        {secrets < 2 ? (
          <Button
            size="small"
            tone="quiet"
            disabled={rotate.isPending}
            aria-label={t("channels.rotateOf", { name })}
            onClick={() => rotate.mutate()}
          >
            {t("channels.rotate")}
          </Button>
        ) : (
          <Button
            size="small"
            tone="quiet"
            disabled={end.isPending}
            aria-label={t("channels.retireOf", { name })}
            onClick={() => end.mutate()}
          >
            {t("channels.retire")}
          </Button>
        )}
      </p>
      {rotate.data && <Secret name={t("channels.secretOf", { name })} value={rotate.data.secret} />}
      <ActionError error={rotate.error ?? end.error} />
    </div>
  );
}
