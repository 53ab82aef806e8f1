import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ALERT_KINDS } from "@/lib/alerts/alert-kinds";
import { SINKS } from "@/lib/alerts/alert-sinks";
import { alertSentence, alertTitle } from "@/lib/alerts/message";
import type { AlertKind } from "@/lib/contract/alerts";
import { LOCALES } from "@/lib/i18n/locale";
import { withAlertKindsTable } from "@/scripts/docs/alert-kinds-table";
import { between } from "@/scripts/docs/between";

const kinds = Object.keys(ALERT_KINDS) as AlertKind[];
const names = (folder: string, file: RegExp) =>
  readdirSync(folder).flatMap((name) => file.exec(name)?.[1] ?? []);

test("every file of a kind is in the index, and has its function in SQL", () => {
  const files = names("lib/alerts/kinds", /^(\w+)\.ts$/).filter((name) => name !== "index");
  expect(files.sort()).toEqual([...kinds].sort());
  // That a kind cannot be judged, frescura.alert_conditions() tells itself.
  const judged = [...names("db/sql/alerts/kinds", /^alert_when_(\w+)\.sql$/), "unjudged"];
  expect(judged.sort()).toEqual([...kinds].sort());
});

test("docs/alerts.md lists the kinds as they are declared; npm run docs:alerts renews it", () => {
  const page = readFileSync("docs/alerts.md", "utf8");
  expect(page).toBe(withAlertKindsTable(page));
  expect(() => between("# Another page", "alert kinds", "docs:alerts", "")).toThrow("The page has no");
});

describe.each(kinds)("%s", (kind) => {
  test.each(LOCALES)("has words in the language %s", (locale) => {
    const alert = { kind, detail: ALERT_KINDS[kind].example, view: "sales", title: "Sales" };
    const spoken = [
      alertTitle(kind, locale),
      alertSentence(alert, "opened", locale),
      alertSentence(alert, "closed", locale),
    ];
    for (const words of spoken) {
      expect(words).toMatch(/\p{L}{2}/u);
      expect(words).not.toMatch(/undefined|NaN|null|\[object/);
    }
    expect(new Set(spoken).size).toBe(3);
  });
});

test("every sink is in the index, and has what sends", () => {
  const sinks = Object.keys(SINKS).sort();
  expect(names("lib/alerts/sinks", /^(\w+)\.ts$/).filter((name) => name !== "index")).toEqual(sinks);
  expect(names("server/alerts/sinks", /^(\w+)\.ts$/)).toEqual(sinks);
});

describe.each(Object.keys(SINKS) as (keyof typeof SINKS)[])("the sink %s", (kind) => {
  test("says in both languages what its target is, and refuses what is none", () => {
    const { title, field, target } = SINKS[kind];
    for (const words of [title, field.label, field.hint, field.wrong]) {
      for (const locale of LOCALES) expect(words[locale]).toMatch(/\p{L}{2}/u);
    }
    expect(target.safeParse("nowhere").success).toBe(false);
  });
});
