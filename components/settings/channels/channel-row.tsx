"use client";

import { useLocale, useTranslations } from "use-intl";
import { ActionError } from "@/components/control/action-error";
import { Timestamp } from "@/components/data/timestamp";
import { useSaveChannel, useTestChannel } from "@/components/data/use-alerts";
import { ChannelSecret } from "@/components/settings/channels/channel-secret";
import { DeliveryList } from "@/components/settings/channels/delivery-list";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { SINKS } from "@/lib/alerts/alert-sinks";
import { cn } from "@/lib/cn";
import type { Channel, ChannelsAnswer } from "@/lib/contract/alerts";
import { languageOf } from "@/lib/i18n/locale";

interface Props {
  channel: Channel;
  admin: boolean;
  /** What this installation has that some sinks need. */
  has: Pick<ChannelsAnswer, "email_ready">;
  onEdit: () => void;
  onRemove: () => void;
}

/** One channel: where it leads, how its last deliveries went, and what an admin can do, a test first of all. */
export function ChannelRow({ channel, admin, has, onEdit, onRemove }: Props) {
  const t = useTranslations();
  const save = useSaveChannel();
  const test = useTestChannel();
  const language = languageOf(useLocale());
  const { id, name, enabled } = channel;
  const { title, needs, signed } = SINKS[channel.kind];
  return (
    <li data-channel={name} className="space-y-2 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          <h3 className="flex flex-wrap items-baseline gap-x-2 text-14 font-semibold">
            {name}
            {!enabled && <span className="font-normal text-ink-soft">{t("channels.off")}</span>}
          </h3>
          <p className="text-14 text-ink-soft [overflow-wrap:anywhere]">
            {title[language]} · <span className="font-mono text-12">{channel.target}</span> ·{" "}
            {t(`language.${channel.locale}`)}
          </p>
          <p className={cn("text-12", channel.last_error ? "text-failed" : "text-ink-soft")}>
            {channel.waiting > 0 && `${t("channels.waiting", { count: channel.waiting })} · `}
            {channel.last_error
              ? t("channels.lastError", { error: channel.last_error })
              : channel.last_delivered_at
                ? t.rich("channels.delivered", { time: () => <Timestamp at={channel.last_delivered_at!} /> })
                : t("channels.neverDelivered")}
          </p>
        </div>
        {admin && (
          <div className="flex flex-wrap gap-2">
            <Button
              size="small"
              disabled={test.isPending}
              aria-label={t("channels.testOf", { name })}
              onClick={() => test.mutate(id)}
            >
              {t("channels.test")}
            </Button>
            <Button
              size="small"
              disabled={save.isPending}
              aria-label={t(enabled ? "channels.switchOffOf" : "channels.switchOnOf", { name })}
              onClick={() => save.mutate({ id, change: { enabled: !enabled } })}
            >
              {t(enabled ? "channels.switchOff" : "channels.switchOn")}
            </Button>
            <Button size="small" aria-label={t("channels.editOf", { name })} onClick={onEdit}>
              {t("channels.edit")}
            </Button>
            <Button
              size="small"
              tone="quiet"
              aria-label={t("channels.removeOf", { name })}
              onClick={onRemove}
            >
              {t("channels.remove")}
            </Button>
          </div>
        )}
      </div>
      {admin && signed && <ChannelSecret channel={channel} />}
      {needs && !has[needs.field] && <Notice tone="warning">{needs.words[language]}</Notice>}
      <div aria-live="polite">
        {test.data && !test.isPending && (
          <Notice tone={test.data.delivered ? "good" : "bad"}>
            {test.data.delivered
              ? t("channels.taken")
              : t("channels.refused", { error: test.data.error ?? "" })}
          </Notice>
        )}
      </div>
      <ActionError error={test.error ?? save.error} />
      {channel.deliveries.length > 0 && <DeliveryList deliveries={channel.deliveries} />}
    </li>
  );
}
