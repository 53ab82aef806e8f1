"use client";

import type { FormEvent } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import type { User } from "@/lib/contract/access";
import { listed } from "@/lib/seers";

interface Props {
  user: User;
  busy: boolean;
  onSave: (groups: string[]) => void;
}

/** The groups that an account is in, by which it sees views. */
export function UserGroups({ user, busy, onSave }: Props) {
  const t = useTranslations();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSave(listed(String(new FormData(event.currentTarget).get("groups"))));
  };
  return (
    <details>
      <summary className="text-14 text-ink-soft">
        {t("users.groups", { count: user.groups.length, names: user.groups.join(", ") })}
      </summary>
      <form key={user.groups.join()} onSubmit={submit} className="mt-2 flex flex-wrap items-end gap-3">
        <TextField
          name="groups"
          label={t("users.groupsOf", { name: user.name })}
          hint={t("users.groupsHint")}
          defaultValue={user.groups.join(", ")}
          autoComplete="off"
        />
        <Button type="submit" size="small" disabled={busy}>
          {t("settings.save")}
        </Button>
      </form>
    </details>
  );
}
