"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { FoundView, quotedName } from "@/components/settings/discover/found-view";
import { useDiscovery, useRegister } from "@/components/settings/discover/use-discovery";
import { Problem } from "@/components/settings/problem";
import { Button } from "@/components/ui/button";
import { LoadError } from "@/components/ui/load-error";
import { Skeleton } from "@/components/ui/skeleton";
import type { RegisteredView } from "@/lib/contract/registry";

/** Every materialized view of the database that nobody has registered, each with what it needs. */
export function FoundList({ onDone }: { onDone: (view: RegisteredView) => void }) {
  const t = useTranslations();
  const { data, error, refetch } = useDiscovery(true);
  const register = useRegister(onDone);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  if (!data) {
    if (error) return <LoadError code={error.code} onRetry={() => void refetch()} />;
    return (
      <div className="space-y-4" aria-busy>
        <Skeleton className="h-32" />
        <Skeleton className="h-32" />
      </div>
    );
  }
  if (data.found.length === 0) return <p className="text-14 text-ink-soft">{t("discover.none")}</p>;
  const wanted = data.found.filter(({ slug }) => chosen.includes(slug));
  const registerAll = async () => {
    setBusy(true);
    for (const view of wanted) {
      // One that is refused says why at its own row; the others go on.
      await register.mutateAsync({ view: quotedName(view), slug: view.slug }).catch(() => undefined);
    }
    setChosen([]);
    setBusy(false);
  };
  return (
    <>
      {data.found.length > 1 && (
        <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line pb-4">
          <label className="flex min-h-9 items-center gap-2 text-14">
            <input
              type="checkbox"
              checked={wanted.length === data.found.length}
              onChange={({ target }) => setChosen(target.checked ? data.found.map(({ slug }) => slug) : [])}
            />
            {t("discover.chooseAll", { count: data.found.length })}
          </label>
          <Button tone="primary" disabled={wanted.length === 0 || busy} onClick={() => void registerAll()}>
            {busy ? t("discover.registering") : t("discover.registerChosen", { count: wanted.length })}
          </Button>
          {register.error && (
            <div role="alert" className="w-full">
              <Problem error={register.error} />
            </div>
          )}
        </div>
      )}
      <ul className="divide-y divide-line">
        {data.found.map((view) => (
          <FoundView
            key={`${view.schema_name}.${view.view_name}`}
            view={view}
            onDone={onDone}
            chosen={chosen.includes(view.slug)}
            onChoose={
              data.found.length > 1
                ? (on) =>
                    setChosen((before) =>
                      on ? [...before, view.slug] : before.filter((one) => one !== view.slug),
                    )
                : undefined
            }
          />
        ))}
      </ul>
    </>
  );
}
