"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { type SignInFailure, signIn } from "@/lib/client/session";

const FIELD = "mt-1 min-h-11 w-full rounded-card border border-line-strong bg-card px-3 text-16";

/** E-mail and password. @param next where to go afterwards, already checked to be a path of this site */
export function SignInForm({ next, email }: { next: string; email?: string }) {
  const t = useTranslations();
  const [failure, setFailure] = useState<SignInFailure | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(null);
    const failed = await signIn({ email: String(form.get("email")), password: String(form.get("password")) });
    if (failed) {
      setFailure(failed);
      setBusy(false);
      return;
    }
    // A full load, so that the server renders the page for who has just come in.
    window.location.assign(next);
  };

  return (
    <form method="post" onSubmit={(event) => void submit(event)} className="space-y-4">
      <label className="block text-14 font-medium">
        {t("signIn.email")}
        <input
          name="email"
          type="email"
          required
          maxLength={254}
          autoComplete="username"
          defaultValue={email}
          // biome-ignore lint/a11y/noAutofocus: the page is this form and nothing else
          autoFocus
          className={FIELD}
        />
      </label>
      <label className="block text-14 font-medium">
        {t("signIn.password")}
        <input
          name="password"
          type="password"
          required
          maxLength={1024}
          autoComplete="current-password"
          className={FIELD}
        />
      </label>
      <div aria-live="assertive">
        {failure && <Notice tone="bad">{t(`signIn.errors.${failure}`)}</Notice>}
      </div>
      <Button type="submit" tone="primary" disabled={busy} className="w-full">
        {busy ? t("signIn.busy") : t("signIn.submit")}
      </Button>
    </form>
  );
}
