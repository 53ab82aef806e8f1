"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "@/components/data/use-me";
import { Problem } from "@/components/settings/problem";
import { TokenRow } from "@/components/settings/tokens/token-row";
import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { LoadError } from "@/components/ui/load-error";
import { Panel } from "@/components/ui/panel";
import { Secret } from "@/components/ui/secret";
import { Skeleton } from "@/components/ui/skeleton";
import { call, queryFor } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import type { BodyOf } from "@/lib/client/request";
import { settingsKeys } from "@/lib/client/settings";
import type { MadeToken } from "@/lib/contract/access";
import { isAdmin, ROLE_LIST, type Role } from "@/lib/roles";

/** The tokens of the API: made, recognised by their beginning, and revoked. */
export function TokensSection() {
  const t = useTranslations();
  const { data: me } = useMe();
  const { data, error, refetch } = useQuery({
    ...queryFor(settingsKeys.tokens),
    enabled: isAdmin(me?.role),
  });

  if (!data) {
    if (error) return <LoadError code={error.code} onRetry={() => void refetch()} />;
    return <Skeleton className="h-80" />;
  }
  return (
    <>
      <NewToken />
      <Panel title={t("settings.sections.tokens")} note={t("tokens.note")}>
        {data.tokens.length === 0 && <p className="text-14 text-ink-soft">{t("tokens.none")}</p>}
        <ul className="divide-y divide-line">
          {data.tokens.map((token) => (
            <TokenRow key={token.id} token={token} />
          ))}
        </ul>
      </Panel>
    </>
  );
}

function NewToken() {
  const t = useTranslations();
  const client = useQueryClient();
  const [told, setTold] = useState<MadeToken | null>(null);
  const create = useMutation<MadeToken, ClientError, BodyOf<"POST /api/v1/tokens">>({
    mutationFn: (body) => call("POST /api/v1/tokens", { body }),
    onMutate: () => setTold(null),
    onSuccess: async (token) => {
      setTold(token);
      await client.invalidateQueries({ queryKey: settingsKeys.tokens });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    create.mutate(
      { name: String(given.get("name")), role: String(given.get("role")) as Role },
      { onSuccess: () => form.reset() },
    );
  };

  return (
    <Panel title={t("tokens.add")} note={t("tokens.addNote")}>
      <form
        onSubmit={submit}
        className="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]"
      >
        <TextField
          name="name"
          label={t("tokens.name")}
          hint={t("tokens.nameHint")}
          required
          maxLength={100}
        />
        <SelectField
          name="role"
          label={t("account.role")}
          options={ROLE_LIST.map((value) => ({
            value,
            label: t("users.roleAndMay", { role: t(`roles.${value}`), may: t(`users.may.${value}`) }),
          }))}
        />
        <Button type="submit" tone="primary" disabled={create.isPending} className="w-full sm:mt-6 sm:w-auto">
          {t("tokens.create")}
        </Button>
      </form>
      {create.error && (
        <div role="alert" className="mt-4">
          <Problem error={create.error} />
        </div>
      )}
      {told && (
        <div role="status" className="mt-4 rounded-card border border-line p-4">
          <Secret name={t("tokens.of", { name: told.name })} value={told.token} />
        </div>
      )}
    </Panel>
  );
}
