"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useWords } from "@/components/data/use-words";
import type { Finding, HostFact } from "@/lib/contract/doctor";
import type { Messages } from "@/lib/i18n/messages";

type Check = keyof Messages["doctor"]["checks"];
type Fact = keyof Messages["doctor"]["host"]["facts"];

const MEGABYTE = 1_000_000;

/** What a finding of the doctor says in the reader's language: its title, and its facts in words. */
export function useFindingWords() {
  const t = useTranslations();
  const told = useFacts();

  return ({ check_name, finding, detail }: Finding) => {
    const named = check_name as Check;
    // A database that is newer than this page says what it found in its own words.
    const check = t.has(`doctor.checks.${named}.title`) ? named : "other";
    return {
      title: t(`doctor.checks.${check}.title`),
      text: t(`doctor.checks.${check}.words`, { ...told(detail), finding }),
      isForeign: check === "other",
    };
  };
}

/** What a fact of the database's host says in the reader's language. */
export function useHostWords() {
  const t = useTranslations();
  const told = useFacts();

  return ({ fact, finding, detail }: HostFact) => {
    const named = fact as Fact;
    const known = t.has(`doctor.host.facts.${named}.title`) && detail.code !== "unknown" ? named : "other";
    return {
      title: t(`doctor.host.facts.${known}.title`),
      text: t(`doctor.host.facts.${known}.words`, { ...told(detail), finding }),
      isForeign: known === "other",
    };
  };
}

/** The facts of a finding, for a sentence that names them. */
function useFacts() {
  const format = useFormatter();
  const words = useWords();

  /** A fact as its name says: the unit comes last, as everywhere. */
  const fact = (name: string, value: unknown) => {
    if (Array.isArray(value)) return value.join(", ");
    if (typeof value === "string" && name.endsWith("_at")) return words.full(value);
    if (typeof value !== "number") return String(value);
    if (name.endsWith("_seconds")) return words.span(value);
    if (name.endsWith("_bytes")) {
      return format.number(value / MEGABYTE, {
        style: "unit",
        unit: "megabyte",
        maximumSignificantDigits: 3,
      });
    }
    return value;
  };

  return (detail: Finding["detail"]) =>
    Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, fact(name, value)]));
}
