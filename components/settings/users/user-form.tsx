"use client";

import type { FormEvent } from "react";
import { useTranslations } from "use-intl";
import { Problem } from "@/components/settings/problem";
import { useCreateUser } from "@/components/settings/users/use-users";
import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import type { UserWithPassword } from "@/lib/contract/access";
import { PASSWORD_LENGTH_MIN } from "@/lib/password";
import { ROLE_LIST, type Role } from "@/lib/roles";

interface Props {
  onDone: (user: UserWithPassword) => void;
  onClose: () => void;
}

/** Makes an account; without a password one is made, and shown once. */
export function UserForm({ onDone, onClose }: Props) {
  const t = useTranslations();
  const create = useCreateUser(onDone);
  const taken = create.error?.code === "conflict";
  const guessable = create.error?.problem?.reason === "guessable";

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name));
    create.mutate({
      email: text("email"),
      name: text("name"),
      role: text("role") as Role,
      password: text("password") || undefined,
    });
  };

  return (
    <form method="post" onSubmit={submit} className="mb-6 space-y-4 rounded-card border border-line p-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="name" label={t("account.name")} required maxLength={100} autoComplete="off" />
        <TextField
          name="email"
          label={t("signIn.email")}
          error={taken ? t("users.taken") : undefined}
          type="email"
          required
          maxLength={254}
          autoComplete="off"
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
          name="password"
          label={t("signIn.password")}
          hint={t("users.passwordHint", { count: PASSWORD_LENGTH_MIN })}
          error={guessable ? t("account.guessable") : undefined}
          type="password"
          autoComplete="new-password"
          minLength={PASSWORD_LENGTH_MIN}
          maxLength={1024}
        />
      </div>
      {create.error && !taken && !guessable && (
        <div role="alert">
          <Problem error={create.error} />
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone="primary" disabled={create.isPending}>
          {t("users.create")}
        </Button>
        <Button onClick={onClose}>{t("confirm.cancel")}</Button>
      </div>
    </form>
  );
}
