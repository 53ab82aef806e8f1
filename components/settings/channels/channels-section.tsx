"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useChannels } from "@/components/data/use-alerts";
import { useMe } from "@/components/data/use-me";
import { ChannelEditor } from "@/components/settings/channels/channel-editor";
import { ChannelRow } from "@/components/settings/channels/channel-row";
import { RemoveChannel } from "@/components/settings/channels/remove-channel";
import { Button } from "@/components/ui/button";
import { LoadError } from "@/components/ui/load-error";
import { Panel } from "@/components/ui/panel";
import { Skeleton } from "@/components/ui/skeleton";
import type { Channel } from "@/lib/contract/alerts";
import { isAdmin } from "@/lib/roles";

type Open = { what: "edit"; channel?: Channel } | { what: "remove"; channel: Channel } | null;

/** Where alerts are told; ops sees it, admins change it. */
export function ChannelsSection() {
  const t = useTranslations();
  const { data, error, refetch } = useChannels();
  const { data: me } = useMe();
  const admin = isAdmin(me?.role);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);

  if (!data && error) return <LoadError code={error.code} onRetry={() => void refetch()} />;
  return (
    <Panel
      title={t("channels.title")}
      note={t("channels.note")}
      aside={
        admin && (
          <Button tone="primary" size="small" onClick={() => setOpen({ what: "edit" })}>
            {t("channels.add")}
          </Button>
        )
      }
    >
      {!data && <Skeleton className="h-40" />}
      {data?.channels.length === 0 && <p className="text-14 text-ink-soft">{t("channels.none")}</p>}
      <ul className="divide-y divide-line" data-channels>
        {data?.channels.map((channel) => (
          <ChannelRow
            key={channel.id}
            channel={channel}
            admin={admin}
            has={data}
            onEdit={() => setOpen({ what: "edit", channel })}
            onRemove={() => setOpen({ what: "remove", channel })}
          />
        ))}
      </ul>
      {open?.what === "edit" && <ChannelEditor channel={open.channel} onClose={close} />}
      {open?.what === "remove" && <RemoveChannel channel={open.channel} onClose={close} />}
    </Panel>
  );
}
