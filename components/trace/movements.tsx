"use client";

import { useTranslations } from "use-intl";
import { Timestamp } from "@/components/data/timestamp";
import { usePendingWords } from "@/components/health/use-pending-words";
import { useMovements } from "@/components/trace/use-trace";
import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import { ShallowLink } from "@/components/ui/shallow-link";
import { cn } from "@/lib/cn";
import type { Movement } from "@/lib/contract/trace";

/** The latest large movements, each of which leads to its way. */
export function Movements() {
  const t = useTranslations();
  const { data } = useMovements();
  if (!data) return null;
  return (
    <Panel title={t("trace.movements.title")} note={t("trace.movements.note")}>
      {data.movements.length === 0 ? (
        <p className="text-14 text-ink-soft">{t("trace.movements.none")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {data.movements.map((movement) => (
            <Entry key={movement.id} movement={movement} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Entry({ movement }: { movement: Movement }) {
  const t = useTranslations();
  const { money } = usePendingWords();
  const {
    source_key,
    source_table,
    reference,
    amount,
    currency,
    created_at,
    processed_at,
    dead_letter,
    view,
  } = movement;
  const state = processed_at ? "taken" : dead_letter ? "aside" : "waits";
  const row = (
    <>
      <Icon
        name={state === "taken" ? "circle-check" : state === "aside" ? "triangle-alert" : "loader"}
        className={cn("size-4", state === "taken" ? "text-fresh" : "text-stale")}
      />
      <span className="font-medium">
        {amount === null ? t(`trace.movements.operations.${operationOf(movement)}`) : money(amount, currency)}
      </span>
      <span className="text-ink-soft">
        {reference ?? [source_table, source_key].filter(Boolean).join(" ")}
      </span>
      <span className="ml-auto text-ink-soft">
        {t(`trace.movements.${state}`)} · <Timestamp at={created_at} />
      </span>
    </>
  );
  const look = "flex min-h-11 flex-wrap items-center gap-x-3 py-1 text-14";
  return (
    <li>
      {source_key === null ? (
        <span className={look}>{row}</span>
      ) : (
        <ShallowLink
          href={`/trace?${new URLSearchParams({ ref: source_key, view })}`}
          className={cn(look, "hover:bg-sunken")}
        >
          {row}
        </ShallowLink>
      )}
    </li>
  );
}

const OPERATIONS = ["insert", "update", "delete", "truncate"] as const;

const operationOf = ({ operation }: Movement) => OPERATIONS.find((known) => known === operation) ?? "update";
