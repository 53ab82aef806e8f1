"use client";

import { useTranslations } from "use-intl";
import { Logo } from "@/components/shell/logo";
import { LanguageSwitch, type Preferences, ThemeSwitch } from "@/components/shell/preferences";
import { ProviderButton } from "@/components/shell/provider-button";
import { SignInForm } from "@/components/shell/sign-in-form";
import { Notice } from "@/components/ui/notice";
import { ROLE_LIST } from "@/lib/roles";

interface Props {
  next: string;
  /** Whether passwords count, and the name of a provider. */
  ways: { password: boolean; oidc: string | null };
  /** Why the way over the provider led to nothing. */
  failed: "refused" | "provider" | null;
  /** Whether the demo's accounts exist; its password is only in the terminal. */
  demo: boolean;
  preferences: Preferences;
}

/** The door. */
export function SignInCard({ next, ways, failed, demo, preferences }: Props) {
  const t = useTranslations();
  return (
    <main id="main" className="mx-auto flex min-h-dvh max-w-96 flex-col justify-center gap-6 p-4">
      <div>
        <p className="flex items-center gap-2 text-20 font-semibold">
          <Logo className="size-6" />
          {t("app.name")}
        </p>
        <p className="mt-2 text-14 text-ink-soft">{t("app.promise")}</p>
      </div>
      <section aria-labelledby="sign-in" className="rounded-card border border-line bg-card p-6 shadow-card">
        <h1 id="sign-in" className="mb-4 text-20 font-semibold">
          {t("signIn.title")}
        </h1>
        {failed && (
          <div role="alert" className="mb-4">
            <Notice tone="bad">{t(`signIn.failed.${failed}`)}</Notice>
          </div>
        )}
        {ways.oidc && <ProviderButton name={ways.oidc} next={next} />}
        {ways.password && <SignInForm next={next} />}
      </section>
      {demo && (
        <section
          aria-label={t("signIn.demo.title")}
          className="rounded-card border border-dashed border-line-strong p-4 text-14"
        >
          <h2 className="font-medium">{t("signIn.demo.title")}</h2>
          <p className="mt-1 text-ink-soft">{t("signIn.demo.password")}</p>
          <ul className="mt-2 space-y-1">
            {ROLE_LIST.map((role) => (
              <li key={role} className="flex justify-between gap-3">
                <code className="font-mono text-12">{`${role}@frescura.demo`}</code>
                <span className="text-12 text-ink-soft">{t(`signIn.demo.${role}`)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="flex justify-between">
        <LanguageSwitch {...preferences} />
        <ThemeSwitch {...preferences} />
      </div>
    </main>
  );
}
