"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useUsers } from "@/components/settings/users/use-users";
import { UserForm } from "@/components/settings/users/user-form";
import { UserRow } from "@/components/settings/users/user-row";
import { Button } from "@/components/ui/button";
import { LoadError } from "@/components/ui/load-error";
import { Panel } from "@/components/ui/panel";
import { Secret } from "@/components/ui/secret";
import { Skeleton } from "@/components/ui/skeleton";
import type { UserWithPassword } from "@/lib/contract/access";

/** Who may sign in, and as what. */
export function UsersSection() {
  const t = useTranslations();
  const { data, error, refetch } = useUsers();
  const [adding, setAdding] = useState(false);
  const [told, setTold] = useState<UserWithPassword | null>(null);

  if (!data) {
    if (error) return <LoadError code={error.code} onRetry={() => void refetch()} />;
    return <Skeleton className="h-80" />;
  }
  return (
    <Panel
      title={t("settings.sections.users")}
      note={t("users.note")}
      aside={
        !adding && (
          <Button
            tone="primary"
            onClick={() => {
              setTold(null);
              setAdding(true);
            }}
          >
            {t("users.add")}
          </Button>
        )
      }
    >
      {adding && (
        <UserForm
          onDone={(user) => {
            setAdding(false);
            setTold(user);
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {told && (
        <div role="status" className="mb-4 rounded-card border border-line p-4">
          {told.password === null ? (
            <p className="text-14">{t("users.made", { email: told.email })}</p>
          ) : (
            <Secret name={t("users.passwordOf", { email: told.email })} value={told.password} />
          )}
        </div>
      )}
      <ul className="divide-y divide-line">
        {data.users.map((user) => (
          <UserRow key={user.id} user={user} onTold={setTold} />
        ))}
      </ul>
    </Panel>
  );
}
