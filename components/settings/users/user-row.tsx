"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Timestamp } from "@/components/data/timestamp";
import { useMe } from "@/components/data/use-me";
import { Problem } from "@/components/settings/problem";
import { useChangeUser, useEndSessions, useResetPassword } from "@/components/settings/users/use-users";
import { UserGroups } from "@/components/settings/users/user-groups";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import type { User, UserWithPassword } from "@/lib/contract/access";
import type { Role } from "@/lib/roles";
import { ROLE_LIST } from "@/lib/roles";

type Asked = "password" | "disable" | "signOut" | { role: Role };

/** The words of what is asked once more. */
const ASKED = {
  password: { title: "askReset", action: "reset", what: "resetWhat" },
  disable: { title: "askDisable", action: "disable", what: "disableWhat" },
  signOut: { title: "askSignOut", action: "signOut", what: "signOutWhat" },
} as const;

/** One account: its role, and the ways to change, close and reset it. */
export function UserRow({ user, onTold }: { user: User; onTold: (user: UserWithPassword | null) => void }) {
  const t = useTranslations();
  const { data: me } = useMe();
  const [asked, setAsked] = useState<Asked | null>(null);
  const change = useChangeUser(user.id);
  const reset = useResetPassword(user.id, onTold);
  const signOut = useEndSessions(user.id);
  const failure = change.error ?? reset.error ?? signOut.error;
  const own = me?.email?.toLowerCase() === user.email.toLowerCase();
  const close = () => setAsked(null);

  const confirm = () => {
    onTold(null);
    if (asked === "password") reset.mutate({}, { onSettled: close });
    else if (asked === "signOut") signOut.mutate(undefined, { onSettled: close });
    else if (asked === "disable") change.mutate({ disabled: true }, { onSettled: close });
    else if (asked) change.mutate({ role: asked.role }, { onSettled: close });
  };

  return (
    <li data-user={user.email} className="space-y-3 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="min-w-0 text-14">
          <p className="font-semibold [overflow-wrap:anywhere]">
            {user.name}
            {own && <span className="ml-2 font-normal text-ink-soft">{t("users.you")}</span>}
          </p>
          <p className="text-ink-soft">{user.email}</p>
          {user.disabled_at && (
            <p className="mt-1 text-stale">
              {t.rich("users.disabledSince", { time: () => <Timestamp at={user.disabled_at!} /> })}
            </p>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <select
            aria-label={t("users.roleOf", { name: user.name })}
            value={user.role}
            disabled={change.isPending}
            onChange={(event) => {
              const role = ROLE_LIST.find((one) => one === event.target.value);
              if (role) setAsked({ role });
            }}
            className="min-h-11 rounded-card border border-line-strong bg-card px-2 text-14 sm:min-h-8"
          >
            {ROLE_LIST.map((role) => (
              <option key={role} value={role}>
                {t(`roles.${role}`)}
              </option>
            ))}
          </select>
          <Button size="small" onClick={() => setAsked("password")}>
            {t("users.reset")}
          </Button>
          {!user.disabled_at && !own && (
            <Button size="small" onClick={() => setAsked("signOut")}>
              {t("users.signOut")}
            </Button>
          )}
          {user.disabled_at ? (
            <Button
              size="small"
              disabled={change.isPending}
              onClick={() => change.mutate({ disabled: false })}
            >
              {t("users.enable")}
            </Button>
          ) : (
            <Button size="small" tone="quiet" onClick={() => setAsked("disable")}>
              {t("users.disable")}
            </Button>
          )}
        </div>
      </div>
      <UserGroups user={user} busy={change.isPending} onSave={(groups) => change.mutate({ groups })} />
      {failure && (
        <div role="alert">
          <Problem error={failure} />
        </div>
      )}
      {asked && (
        <Confirm
          title={
            typeof asked === "object"
              ? t("users.askRole", { name: user.name, role: t(`roles.${asked.role}`) })
              : t(`users.${ASKED[asked].title}`, { name: user.name })
          }
          action={t(typeof asked === "object" ? "users.changeRole" : `users.${ASKED[asked].action}`)}
          busy={change.isPending || reset.isPending || signOut.isPending}
          onConfirm={confirm}
          onClose={close}
        >
          <p>
            {typeof asked === "object"
              ? t("users.roleWhat", { may: t(`users.may.${asked.role}`) })
              : t(`users.${ASKED[asked].what}`)}
          </p>
          {own && <p className="font-medium text-stale">{t("users.ownWarning")}</p>}
        </Confirm>
      )}
    </li>
  );
}
