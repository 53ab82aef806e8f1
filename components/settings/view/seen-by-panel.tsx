"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Problem } from "@/components/settings/problem";
import { useChangeView } from "@/components/settings/view/use-view-settings";
import { Button } from "@/components/ui/button";
import { CheckField, SelectField, TextField } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { ViewSettings } from "@/lib/contract/view-settings";
import { isAdmin, ROLE_LIST } from "@/lib/roles";
import { listed, seersOf } from "@/lib/seers";

/** Who sees a view: everybody, or some roles and groups beside admins. */
export function SeenByPanel({ settings, admin }: { settings: ViewSettings; admin: boolean }) {
  const t = useTranslations();
  const change = useChangeView(settings.slug);
  const [some, setSome] = useState(settings.seen_by !== null);
  const { roles, groups } = seersOf(settings.seen_by ?? []);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const chosen = ROLE_LIST.filter((role) => form.has(role)).map((role) => `role:${role}`);
    const named = listed(String(form.get("groups") ?? "")).map((group) => `group:${group}`);
    change.mutate({ seen_by: some ? [...chosen, ...named] : null });
  };

  return (
    <Panel title={t("seenBy.title")} note={t("seenBy.note")}>
      <form onSubmit={submit}>
        <fieldset disabled={!admin || change.isPending} className="space-y-4">
          <SelectField
            name="who"
            label={t("seenBy.who")}
            value={some ? "some" : "all"}
            onChange={(event) => setSome(event.target.value === "some")}
            options={(["all", "some"] as const).map((value) => ({ value, label: t(`seenBy.${value}`) }))}
          />
          {some && (
            <>
              <div className="flex flex-wrap gap-x-6">
                {ROLE_LIST.map((role) => (
                  <CheckField
                    key={role}
                    name={role}
                    label={t(`roles.${role}`)}
                    defaultChecked={isAdmin(role) || roles.includes(role)}
                    disabled={isAdmin(role)}
                  />
                ))}
              </div>
              <TextField
                name="groups"
                label={t("seenBy.groups")}
                hint={t("seenBy.groupsHint")}
                defaultValue={groups.join(", ")}
                autoComplete="off"
              />
            </>
          )}
          {admin && (
            <Button
              type="submit"
              aria-label={change.isPending ? undefined : `${t("settings.save")}: ${t("seenBy.title")}`}
            >
              {change.isPending ? t("settings.saving") : t("settings.save")}
            </Button>
          )}
          <div role="status">
            {change.isSuccess && <p className="text-14 text-fresh">{t("settings.saved")}</p>}
            {change.error && <Problem error={change.error} />}
          </div>
        </fieldset>
      </form>
    </Panel>
  );
}
