"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "@/components/data/use-me";
import { Problem } from "@/components/settings/problem";
import { TokenRow } from "@/components/settings/tokens/token-row";
import { Button } from "@/components/ui/button";
import { CheckField, SelectField, TextField } from "@/components/ui/field";
import { LoadError } from "@/components/ui/load-error";
import { Panel } from "@/components/ui/panel";
import { Secret } from "@/components/ui/secret";
import { Skeleton } from "@/components/ui/skeleton";
import { call, queryFor } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import type { BodyOf } from "@/lib/client/request";
import { settingsKeys } from "@/lib/client/settings";
import type { MadeToken } from "@/lib/contract/access";
import { isAdmin, ROLE_LIST, type Role, SCOPES } from "@/lib/roles";
import { listed } from "@/lib/seers";
import { TOKEN_DAYS, TOKEN_DAYS_MAX } from "@/lib/token";

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
  const [noScope, setNoScope] = useState(false);
  const create = useMutation<MadeToken, ClientError, BodyOf<"POST /api/v1/tokens">>({
    mutationFn: (body) => call("POST /api/v1/tokens", { body }),
    onMutate: () => setTold(null),
    onSuccess: async (token) => {
      setTold(token);
      await client.invalidateQueries({ queryKey: settingsKeys.tokens });
    },
  });
  const taken = create.error?.code === "conflict";
  const unknownView = create.error?.code === "unknown_view";
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const views = listed(String(given.get("views")));
    const scopes = SCOPES.filter((scope) => given.has(scope));
    setNoScope(scopes.length === 0);
    if (scopes.length === 0) return;
    create.mutate(
      {
        name: String(given.get("name")),
        role: String(given.get("role")) as Role,
        scopes,
        ...(views.length > 0 && { views }),
        expires_in_days: Number(given.get("days")),
      },
      { onSuccess: () => form.reset() },
    );
  };

  return (
    <Panel title={t("tokens.add")} note={t("tokens.addNote")}>
      <form
        onSubmit={submit}
        className="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_10rem]"
      >
        <TextField
          name="name"
          label={t("tokens.name")}
          hint={t("tokens.nameHint")}
          error={taken ? t("tokens.taken") : undefined}
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
        <TextField
          name="days"
          label={t("tokens.days")}
          type="number"
          min={1}
          max={TOKEN_DAYS_MAX}
          defaultValue={TOKEN_DAYS}
          required
        />
        <div className="sm:col-span-3">
          <TextField
            name="views"
            label={t("tokens.views")}
            hint={t("tokens.viewsHint")}
            error={unknownView ? t("tokens.unknownView") : undefined}
            autoComplete="off"
          />
        </div>
        <fieldset className="sm:col-span-3" aria-describedby={noScope ? "no-scope" : undefined}>
          <legend className="text-14 font-medium">{t("tokens.scopes.label")}</legend>
          <div className="flex flex-wrap gap-x-6">
            {SCOPES.map((scope) => (
              <CheckField
                key={scope}
                name={scope}
                label={t(`tokens.scopes.${scope}`)}
                defaultChecked={scope === "read"}
              />
            ))}
          </div>
          {noScope && (
            <p id="no-scope" role="alert" className="text-12 text-failed">
              {t("tokens.scopes.none")}
            </p>
          )}
        </fieldset>
        <Button type="submit" tone="primary" disabled={create.isPending} className="w-full sm:w-auto">
          {t("tokens.create")}
        </Button>
      </form>
      {create.error && !taken && !unknownView && (
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
