"use client";

import { type FormEvent, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useRegister } from "@/components/settings/discover/use-discovery";
import { Problem } from "@/components/settings/problem";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import type { DiscoveredView, RegisteredView } from "@/lib/contract/registry";
import { parseDuration } from "@/lib/duration";
import { known, NEEDS } from "@/lib/reasons";

const SLUG = "[a-z0-9]+(-[a-z0-9]+)*";

/** A view that nobody has registered: what it needs, and the way to register it. */
export function FoundView({
  view,
  onDone,
  chosen,
  onChoose,
}: {
  view: DiscoveredView;
  onDone: (view: RegisteredView) => void;
  chosen: boolean;
  /** Left out where there is nothing to choose among. */
  onChoose?: (on: boolean) => void;
}) {
  const t = useTranslations();
  const format = useFormatter();
  const register = useRegister(onDone);
  const [slaError, setSlaError] = useState<string>();
  const facts = [
    view.populated && view.rows_estimate !== null && t("discover.rows", { count: view.rows_estimate }),
    bytes(view.size_bytes, format.number),
  ].filter(Boolean);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    try {
      const sla_seconds = parseDuration(String(form.get("sla")));
      setSlaError(undefined);
      register.mutate({
        view: quotedName(view),
        slug: String(form.get("slug")),
        sla_seconds,
      });
    } catch {
      setSlaError(t("settings.durationError"));
    }
  };

  return (
    <li data-found={view.slug} className="py-4 first:pt-0 last:pb-0">
      <div className="flex items-center gap-2">
        {onChoose && (
          <input
            type="checkbox"
            aria-label={t("discover.choose", { view: view.view_name })}
            checked={chosen}
            onChange={({ target }) => onChoose(target.checked)}
          />
        )}
        <h3 className="text-14 font-semibold [overflow-wrap:anywhere]">{view.view_name}</h3>
      </div>
      <p className="text-12 text-ink-soft">{[view.schema_name, ...facts].join(" · ")}</p>
      <ul className="mt-2 space-y-1 text-14">
        {view.needs.length === 0 && (
          <li className="flex items-start gap-2">
            <Icon name="circle-check" className="mt-[2px] size-4 shrink-0 text-fresh" />
            {t("discover.ready")}
          </li>
        )}
        {view.needs.map((need) => (
          <li key={need} className="flex items-start gap-2">
            <Icon name="stethoscope" className="mt-[2px] size-4 shrink-0 text-stale" />
            <span className="min-w-0">
              {t(`discover.needs.${known(NEEDS, need)}`)}
              {need === "unique_index" && view.cure && (
                <details className="mt-1">
                  <summary className="text-12 text-ink-soft underline underline-offset-2">
                    {t("discover.cure")}
                  </summary>
                  <code className="mt-1 block rounded-card bg-sunken px-3 py-2 font-mono text-12 whitespace-pre-wrap [overflow-wrap:anywhere]">
                    {view.cure}
                  </code>
                </details>
              )}
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-12 text-ink-soft">{t("discover.switchesOn")}</p>
      <form onSubmit={submit} className="mt-3 grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_8rem_auto]">
        <TextField
          name="slug"
          label={t("settings.fields.slug")}
          hint={t("settings.fields.slugHint")}
          defaultValue={view.slug}
          required
          maxLength={80}
          pattern={SLUG}
          autoCapitalize="none"
          spellCheck={false}
        />
        <TextField
          name="sla"
          label={t("settings.fields.sla")}
          hint={t("settings.fields.durationHint")}
          error={slaError}
          defaultValue="60m"
          required
        />
        <Button
          type="submit"
          tone="primary"
          disabled={register.isPending}
          className="w-full sm:mt-6 sm:w-auto"
        >
          {register.isPending ? t("discover.registering") : t("discover.register")}
        </Button>
      </form>
      {register.error && (
        <div role="alert" className="mt-3">
          <Problem error={register.error} />
        </div>
      )}
    </li>
  );
}

/** The name as SQL quotes it, so that no name can be taken for another. */
export function quotedName({ schema_name, view_name }: DiscoveredView): string {
  return [schema_name, view_name].map((part) => `"${part.replaceAll('"', '""')}"`).join(".");
}

const STEP = 1024;
const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

function bytes(size: number, number: ReturnType<typeof useFormatter>["number"]): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log(Math.max(1, size)) / Math.log(STEP)));
  return number(size / STEP ** power, { style: "unit", unit: UNITS[power], maximumFractionDigits: 1 });
}
