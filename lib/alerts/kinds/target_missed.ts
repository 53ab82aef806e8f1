import { alertKind, minutes } from "../kind";

export default alertKind({
  title: { en: "Target missed", es: "Meta incumplida" },
  opensWhen: "the data has been late by its targets for a minute (`breach_min`), or its age is not known",
  example: { age_seconds: 3700 as number | null, sla_seconds: 3600 },
  opened: {
    en: (name, { age_seconds, sla_seconds }) =>
      age_seconds === null
        ? `${name}: nobody knows how old its data is. It should be at most ${minutes(sla_seconds)} minutes.`
        : `${name}: its data is ${minutes(age_seconds)} minutes old. It should be at most ${minutes(sla_seconds)}.`,
    es: (name, { age_seconds, sla_seconds }) =>
      age_seconds === null
        ? `${name}: no se sabe de cuándo son sus datos. Deben tener ${minutes(sla_seconds)} minutos como máximo.`
        : `${name}: sus datos tienen ${minutes(age_seconds)} minutos. Deben tener ${minutes(sla_seconds)} como máximo.`,
  },
  closed: {
    en: (name) => `${name}: its data is fresh again.`,
    es: (name) => `${name}: sus datos están frescos otra vez.`,
  },
});
