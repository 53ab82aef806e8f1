import { INTL_LOCALE, type Locale } from "@/lib/i18n/locale";
import { money as writeMoney } from "@/lib/money";
import { alertKind } from "../kind";

const money = (amount: number, currency: string | null, locale: Locale) =>
  writeMoney(Number(amount), currency, (number, options) =>
    number.toLocaleString(INTL_LOCALE[locale], options),
  );

export default alertKind({
  title: { en: "Money missing", es: "Dinero faltante" },
  opensWhen: "more money is missing than may be",
  example: { amount: 52_000, amount_max: 50_000, currency: "USD" as string | null },
  opened: {
    en: (name, { amount, amount_max, currency }) =>
      `${name}: ${money(amount, currency, "en")} are not in it yet. It should lack at most ${money(amount_max, currency, "en")}.`,
    es: (name, { amount, amount_max, currency }) =>
      `${name}: aún no incluye ${money(amount, currency, "es")}. Deben faltar ${money(amount_max, currency, "es")} como máximo.`,
  },
  closed: {
    en: (name) => `${name}: no more money is missing than may be.`,
    es: (name) => `${name}: ya no falta más dinero del permitido.`,
  },
});
