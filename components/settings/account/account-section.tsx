"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "@/components/data/use-me";
import { SessionsPanel } from "@/components/settings/account/sessions-panel";
import { Problem } from "@/components/settings/problem";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { call } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import { PASSWORD_LENGTH_MIN } from "@/lib/password";

/** One's own account: who one is, and another password. */
export function AccountSection() {
  const t = useTranslations();
  const { data: me } = useMe();
  if (!me) return null;
  return (
    <>
      <Panel title={t("settings.sections.account")} note={t(`account.roles.${me.role}`)}>
        <dl className="mb-6 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-14">
          <dt className="text-ink-soft">{t("account.name")}</dt>
          <dd>{me.name}</dd>
          <dt className="text-ink-soft">{t("signIn.email")}</dt>
          <dd>{me.email}</dd>
          <dt className="text-ink-soft">{t("account.role")}</dt>
          <dd>{t(`roles.${me.role}`)}</dd>
        </dl>
        {me.email && me.has_password && <PasswordForm email={me.email} />}
      </Panel>
      <SessionsPanel />
    </>
  );
}

interface Words {
  current: string;
  password: string;
}

function PasswordForm({ email }: { email: string }) {
  const t = useTranslations();
  const [differ, setDiffer] = useState(false);
  const change = useMutation<unknown, ClientError, Words>({
    mutationFn: async (words) => {
      await call("POST /api/v1/me/password", { body: words });
      // The session ends with the old password; the new one opens another before anything asks.
      const { signIn } = await import("@/lib/client/session");
      await signIn({ email, password: words.password });
    },
  });
  const wrong = change.error?.problem?.parameter === "current";
  const guessable = change.error?.problem?.reason === "guessable";

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const text = (name: string) => String(new FormData(form).get(name));
    setDiffer(text("password") !== text("again"));
    if (text("password") !== text("again")) return;
    change.mutate(
      { current: text("current"), password: text("password") },
      { onSuccess: () => form.reset() },
    );
  };

  return (
    // Not "get": sent before the page has come to life, passwords would stand in the address.
    <form method="post" onSubmit={submit} className="max-w-96 space-y-4">
      <h3 className="text-14 font-semibold">{t("account.password")}</h3>
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <TextField
        name="current"
        label={t("account.current")}
        type="password"
        autoComplete="current-password"
        error={wrong ? t("account.wrong") : undefined}
        required
        maxLength={1024}
      />
      <TextField
        name="password"
        label={t("account.new")}
        hint={t("account.newHint", { count: PASSWORD_LENGTH_MIN })}
        error={guessable ? t("account.guessable") : undefined}
        type="password"
        autoComplete="new-password"
        required
        minLength={PASSWORD_LENGTH_MIN}
        maxLength={1024}
      />
      <TextField
        name="again"
        label={t("account.again")}
        error={differ ? t("account.differ") : undefined}
        type="password"
        autoComplete="new-password"
        required
        maxLength={1024}
      />
      <Button type="submit" tone="primary" disabled={change.isPending}>
        {change.isPending ? t("settings.saving") : t("account.change")}
      </Button>
      <div role="status">
        {change.isSuccess && <Notice tone="good">{t("account.changed")}</Notice>}
        {change.error && !wrong && !guessable && <Problem error={change.error} />}
      </div>
    </form>
  );
}
