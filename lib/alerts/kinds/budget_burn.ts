import { alertKind, minutes } from "../kind";

export default alertKind({
  title: { en: "Error budget", es: "Margen de error" },
  opensWhen: "over a quarter of what 99.9 % allow in 30 days (11 of 43 minutes) was missed within 24 hours",
  example: { missed_seconds: 720, budget_seconds: 2592, hours: 24 },
  opened: {
    en: (name, { missed_seconds, budget_seconds }) =>
      `${name}: it was late for ${minutes(missed_seconds)} minutes in the last 24 hours; a whole month allows for ${minutes(budget_seconds)}.`,
    es: (name, { missed_seconds, budget_seconds }) =>
      `${name}: estuvo atrasada ${minutes(missed_seconds)} minutos en las últimas 24 horas; el mes entero admite ${minutes(budget_seconds)}.`,
  },
  closed: {
    en: (name) => `${name}: it is no longer late so often that the month will not bear it.`,
    es: (name) => `${name}: ya no se atrasa tanto que el mes no lo aguante.`,
  },
});
