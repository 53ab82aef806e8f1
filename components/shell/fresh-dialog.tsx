"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useTranslations } from "use-intl";
import { useMe } from "@/components/data/use-me";
import { Problem } from "@/components/settings/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { call } from "@/lib/client/call";
import type { ClientError } from "@/lib/client/http";

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
    </Dialog>
  );
}
