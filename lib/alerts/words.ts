import type { AlertKind, ChannelLocale } from "@/lib/contract/alerts";

type Detail = Readonly<Record<string, unknown>>;

/** What an alert says when it opens and when it closes; `name` is the view's title. */
interface Words {
  opened: (name: string, detail: Detail) => string;
  closed: (name: string) => string;
}

const minutes = (seconds: unknown) => Math.round(Number(seconds) / 60);
const money = (amount: unknown, currency: unknown, locale: string) =>
  `${Number(amount).toLocaleString(locale, { maximumFractionDigits: 0 })} ${currency}`;
const seconds = (ms: unknown) => (Number(ms) / 1000).toFixed(1);

/** What happened, and what to do, in a sentence or two of plain words. */
export const WORDS: Readonly<Record<ChannelLocale, Record<AlertKind, Words>>> = {
  en: {
    failures: {
      opened: (name, { in_a_row, error_code }) =>
        `${name}: the last ${in_a_row} refreshes failed (error ${error_code}). People see the data of before.`,
      closed: (name) => `${name}: a refresh went through again.`,
    },
    slow: {
      opened: (name, { duration_ms, usual_ms }) =>
        `${name}: the last refresh took ${seconds(duration_ms)} s; usually it takes ${seconds(usual_ms)} s.`,
      closed: (name) => `${name}: refreshes take their usual time again.`,
    },
    target_missed: {
      opened: (name, { age_seconds, sla_seconds }) =>
        age_seconds === null
          ? `${name}: nobody knows how old its data is. It should be at most ${minutes(sla_seconds)} minutes.`
          : `${name}: its data is ${minutes(age_seconds)} minutes old. It should be at most ${minutes(sla_seconds)}.`,
      closed: (name) => `${name}: its data is fresh again.`,
    },
    events_waiting: {
      opened: (name, { events }) =>
        `${name}: ${events} large ${events === 1 ? "payment has" : "payments have"} waited for more than ten minutes to be seen.`,
      closed: (name) => `${name}: no large payment waits too long any more.`,
    },
    money_pending: {
      opened: (name, { amount, amount_max, currency }) =>
        `${name}: ${money(amount, currency, "en-US")} are not in it yet. It should lack at most ${money(amount_max, currency, "en-US")}.`,
      closed: (name) => `${name}: no more money is missing than may be.`,
    },
    budget_burn: {
      opened: (name, { missed_seconds, budget_seconds }) =>
        `${name}: it was late for ${minutes(missed_seconds)} minutes in the last 24 hours; a whole month allows for ${minutes(budget_seconds)}.`,
      closed: (name) => `${name}: it is no longer late so often that the month will not bear it.`,
    },
    no_driver: {
      opened: () =>
        "Nothing has started refreshes for ten minutes. Is the worker running, or whatever drives the schedules?",
      closed: () => "Refreshes are being started again.",
    },
    suspended: {
      opened: (name) =>
        `${name}: too many refreshes failed in a row, so it is suspended. Look into it, then press Resume.`,
      closed: (name) => `${name}: it is no longer suspended.`,
    },
    drift: {
      opened: (name, { differing_keys }) =>
        `${name}: an audit found ${differing_keys} rows that differ from the source. Refresh the view.`,
      closed: (name) => `${name}: the last audit found no difference.`,
    },
  },
  es: {
    failures: {
      opened: (name, { in_a_row, error_code }) =>
        `${name}: fallaron las últimas ${in_a_row} actualizaciones (error ${error_code}). Se ven los datos anteriores.`,
      closed: (name) => `${name}: ya se actualizó de nuevo.`,
    },
    slow: {
      opened: (name, { duration_ms, usual_ms }) =>
        `${name}: la última actualización tardó ${seconds(duration_ms)} s; lo normal son ${seconds(usual_ms)} s.`,
      closed: (name) => `${name}: las actualizaciones tardan otra vez lo normal.`,
    },
    target_missed: {
      opened: (name, { age_seconds, sla_seconds }) =>
        age_seconds === null
          ? `${name}: no se sabe de cuándo son sus datos. Deben tener ${minutes(sla_seconds)} minutos como máximo.`
          : `${name}: sus datos tienen ${minutes(age_seconds)} minutos. Deben tener ${minutes(sla_seconds)} como máximo.`,
      closed: (name) => `${name}: sus datos están frescos otra vez.`,
    },
    events_waiting: {
      opened: (name, { events }) =>
        events === 1
          ? `${name}: un pago grande espera desde hace más de diez minutos para verse.`
          : `${name}: ${events} pagos grandes esperan desde hace más de diez minutos para verse.`,
      closed: (name) => `${name}: ya no hay pagos grandes en espera.`,
    },
    money_pending: {
      opened: (name, { amount, amount_max, currency }) =>
        `${name}: aún no incluye ${money(amount, currency, "es-MX")}. Deben faltar ${money(amount_max, currency, "es-MX")} como máximo.`,
      closed: (name) => `${name}: ya no falta más dinero del permitido.`,
    },
    budget_burn: {
      opened: (name, { missed_seconds, budget_seconds }) =>
        `${name}: estuvo atrasada ${minutes(missed_seconds)} minutos en las últimas 24 horas; el mes entero admite ${minutes(budget_seconds)}.`,
      closed: (name) => `${name}: ya no se atrasa tanto que el mes no lo aguante.`,
    },
    no_driver: {
      opened: () =>
        "Desde hace diez minutos nada inicia actualizaciones. ¿Está en marcha el proceso que las programa?",
      closed: () => "Las actualizaciones se inician otra vez.",
    },
    suspended: {
      opened: (name) =>
        `${name}: fallaron demasiadas actualizaciones seguidas y quedó suspendida. Revisa la causa y pulsa Reanudar.`,
      closed: (name) => `${name}: ya no está suspendida.`,
    },
    drift: {
      opened: (name, { differing_keys }) =>
        `${name}: una auditoría encontró ${differing_keys} filas distintas de la fuente. Actualiza la vista.`,
      closed: (name) => `${name}: la última auditoría no encontró diferencias.`,
    },
  },
};

/** The words around: those of a test, of what is told, and of the link. */
export const FRAME: Readonly<
  Record<ChannelLocale, { test: string; opened: string; closed: string; see: string; all: string }>
> = {
  en: {
    test: "This is a test from Frescura. If you can read it, the channel works.",
    opened: "Alert",
    closed: "Resolved",
    see: "See",
    all: "The whole installation",
  },
  es: {
    test: "Esta es una prueba de Frescura. Si puedes leerla, el canal funciona.",
    opened: "Alerta",
    closed: "Resuelto",
    see: "Ver",
    all: "Toda la instalación",
  },
};
