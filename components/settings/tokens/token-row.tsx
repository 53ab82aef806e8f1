"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useNow } from "@/components/data/clock";
import { Timestamp } from "@/components/data/timestamp";
import { Problem } from "@/components/settings/problem";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { call } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import { settingsKeys } from "@/lib/client/settings";
import { cn } from "@/lib/cn";
import type { TokenInfo } from "@/lib/contract/access";

/** One token: by whom, for what, last used when, and the way to revoke it. */
export function TokenRow({ token }: { token: TokenInfo }) {
  const t = useTranslations();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const isOver = Date.parse(token.expires_at) <= useNow();
  const revoke = useMutation<TokenInfo, ClientError>({
    mutationFn: () => call("DELETE /api/v1/tokens/{id}", { params: { id: token.id } }),
    onSuccess: async () => {
      setAsking(false);
      await client.invalidateQueries({ queryKey: settingsKeys.tokens });
    },
  });

  return (
    <li
      data-token={token.name}
      className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0"
    >
      <div className={cn("min-w-0 text-14", token.revoked_at && "text-ink-soft")}>
        <p className="font-semibold [overflow-wrap:anywhere]">
          {token.name} <span className="ml-2 font-mono text-12 font-normal">{`${token.prefix}…`}</span>
        </p>
        <p className="text-ink-soft">
          {t(`roles.${token.role}`)}
          {" · "}
          {token.scopes.map((scope) => t(`tokens.scopes.${scope}`)).join(", ")}
          {token.views && ` · ${t("tokens.onViews", { views: token.views.join(", ") })}`}
          {" · "}
          {t.rich("tokens.made", { by: token.created_by, time: () => <Timestamp at={token.created_at} /> })}
          {" · "}
          {token.last_used_at
            ? t.rich("tokens.used", { time: () => <Timestamp at={token.last_used_at!} /> })
            : t("tokens.neverUsed")}
        </p>
        {!token.revoked_at && (
          <p className={isOver ? "text-stale" : "text-ink-soft"}>
            {t.rich(isOver ? "tokens.expired" : "tokens.until", {
              time: () => <Timestamp at={token.expires_at} />,
            })}
          </p>
        )}
        {token.revoked_at && (
          <p>{t.rich("tokens.revoked", { time: () => <Timestamp at={token.revoked_at!} /> })}</p>
        )}
      </div>
      {!token.revoked_at && (
        <Button
          size="small"
          aria-label={t("tokens.revokeOf", { name: token.name })}
          onClick={() => setAsking(true)}
        >
          {t("tokens.revoke")}
        </Button>
      )}
      {asking && (
        <Confirm
          title={t("tokens.ask", { name: token.name })}
          action={t("tokens.revoke")}
          busy={revoke.isPending}
          onConfirm={() => revoke.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{t("tokens.lost")}</p>
          {revoke.error && <Problem error={revoke.error} />}
        </Confirm>
      )}
    </li>
  );
}
