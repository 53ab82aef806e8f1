"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "@/components/data/use-me";
import { Problem } from "@/components/settings/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { call } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";
import { providerAddress } from "@/lib/client/session";

/** The password again. @param onAnswer whether it was given, once */
export function FreshDialog({ onAnswer }: { onAnswer: (given: boolean) => void }) {
  const t = useTranslations();
  const { data: me } = useMe();
  const confirm = useMutation<unknown, ClientError, string>({
    mutationFn: (password) => call("POST /api/v1/me/authenticate", { body: { password } }),
    onSuccess: () => onAnswer(true),
  });
  const wrong = confirm.error?.problem?.parameter === "password";
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    confirm.mutate(String(new FormData(event.currentTarget).get("password")));
  };

  return (
    <Dialog
      title={t("fresh.title")}
      onClose={() => onAnswer(false)}
      className="w-[min(28rem,calc(100vw-2rem))]"
    >
      {me && !me.has_password && <ProviderAgain onAnswer={onAnswer} />}
      {me?.has_password !== false && (
        <form method="post" onSubmit={submit} className="space-y-4 text-14">
          <p>{t("fresh.why")}</p>
          <input type="hidden" name="username" autoComplete="username" value={me?.email ?? ""} readOnly />
          <TextField
            data-first-focus
            name="password"
            label={t("signIn.password")}
            type="password"
            autoComplete="current-password"
            error={wrong ? t("fresh.wrong") : undefined}
            required
            maxLength={1024}
          />
          <div aria-live="assertive">{confirm.error && !wrong && <Problem error={confirm.error} />}</div>
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={() => onAnswer(false)}>{t("confirm.cancel")}</Button>
            <Button type="submit" tone="primary" disabled={confirm.isPending}>
              {t("fresh.submit")}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

/** The provider asks anew, in another tab, so that nothing of this one is lost; its session then counts here too. */
function ProviderAgain({ onAnswer }: { onAnswer: (given: boolean) => void }) {
  const t = useTranslations();
  const [failed, setFailed] = useState(false);
  const open = async () => {
    // Opened by the click itself: later, the browser would take it for a pop-up.
    const tab = window.open("about:blank", "_blank");
    const address = await providerAddress("/settings/account", true);
    if (address && tab) tab.location.href = address;
    else tab?.close();
    setFailed(!address || !tab);
  };
  return (
    <div className="space-y-4 text-14">
      <p>{t("fresh.provider")}</p>
      <div aria-live="assertive">{failed && <Notice tone="bad">{t("signIn.failed.provider")}</Notice>}</div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => onAnswer(false)}>{t("confirm.cancel")}</Button>
        <Button data-first-focus onClick={() => void open()}>
          {t("fresh.open")}
        </Button>
        <Button tone="primary" onClick={() => onAnswer(true)}>
          {t("fresh.submit")}
        </Button>
      </div>
    </div>
  );
}
