import type { Locale } from "@/lib/i18n/locale";

/** Facts of an alert, as `frescura.alert_when_<kind>()` gives them. */
export type Detail = Readonly<Record<string, unknown>>;

/** Everything about a kind of alert but when it opens, which its function in SQL says. */
export interface AlertKindDeclaration<D extends Detail = Detail> {
  /** In a word or two, where alerts are listed. */
  title: Readonly<Record<Locale, string>>;
  /** When it opens, for docs/alerts.md: ends the sentence "opens when …". */
  opensWhen: string;
  /** Facts as they could be; their names and types are those that the words below may use. */
  example: D;
  /** What happened, and what to do, in a sentence or two of plain words; `name` is the view's title. */
  opened: Readonly<Record<Locale, (name: string, detail: D) => string>>;
  /** That it is over. */
  closed: Readonly<Record<Locale, (name: string) => string>>;
}

/** Declares a kind of alert; which one, the name of its file says. */
export function alertKind<D extends Detail>(declaration: AlertKindDeclaration<D>): AlertKindDeclaration {
  // Its words are only ever given the facts of its own function.
  return declaration as unknown as AlertKindDeclaration;
}

/** Seconds in whole minutes. */
export const minutes = (seconds: number) => Math.round(seconds / 60);
