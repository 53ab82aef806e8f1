"use client";

import { useTranslations } from "use-intl";
import { ActionError } from "@/components/control/action-error";
import { useRemoveChannel } from "@/components/data/use-alerts";
import { Confirm } from "@/components/ui/confirm";
import type { Channel } from "@/lib/contract/alerts";

/** Asks before a channel goes. */
export function RemoveChannel({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const t = useTranslations();
  const remove = useRemoveChannel();
  return (
    <Confirm
      title={t("channels.removeTitle")}
      action={t("channels.removeAction")}
      busy={remove.isPending}
      onConfirm={() => remove.mutate(channel.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{t("channels.removeWhat", { name: channel.name })}</p>
      {channel.waiting > 0 && <p>{t("channels.removeWaiting", { count: channel.waiting })}</p>}
      <ActionError error={remove.error} />
    </Confirm>
  );
}
