import { alertKind } from "../kind";

/** By the reasons of `frescura.baseline_status`, and the codes of `frescura.verdict`. */
const WHY: Readonly<Record<string, { en: string; es: string }>> = {
  missing: { en: "the view is gone", es: "la vista ya no existe" },
  unpopulated: { en: "it has not been filled yet", es: "aún no se ha llenado" },
  no_baseline: {
    en: "it has not been refreshed since it is tracked",
    es: "no se ha actualizado desde que se le da seguimiento",
  },
  recreated: {
    en: "it was made anew, or its database restored, since its last refresh",
    es: "se volvió a crear, o se restauró su base de datos, después de su última actualización",
  },
  capture_off: {
    en: "a trigger that records the writes to its sources is off or missing",
    es: "está apagado o falta un disparador que registra los movimientos de sus fuentes",
  },
  capture_failed: {
    en: "writes to its sources could not be recorded",
    es: "hubo movimientos de sus fuentes que no se pudieron registrar",
  },
  mapping_missing: {
    en: "a source leads to it in more ways than are mapped; the doctor says which",
    es: "una fuente lleva a ella por más caminos de los que tienen correspondencia; el diagnóstico dice cuál",
  },
  key_split: {
    en: "its key is made of several tables, none of which is mapped by its whole key; the doctor says which",
    es: "su clave sale de varias tablas y ninguna tiene correspondencia por la clave entera; el diagnóstico dice cuáles",
  },
  renamed: {
    en: "a source or one of its columns was renamed; the doctor says how it goes on",
    es: "una fuente o una columna suya cambió de nombre; el diagnóstico dice cómo seguir",
  },
  redefined: {
    en: "a function or view that its definition goes through was replaced",
    es: "se reemplazó una función o vista por la que pasa su definición",
  },
  events_unseen: {
    en: "writes to a source are not seen any more; the doctor says which trigger, column or table is gone",
    es: "ya no se ven los movimientos de una fuente; el diagnóstico dice qué disparador, columna o tabla falta",
  },
  refreshed_by_others: {
    en: "somebody else refreshed it, outside Frescura",
    es: "alguien la actualizó fuera de Frescura",
  },
  failed: {
    en: "asking what it lacks fails; the doctor says why",
    es: "preguntar qué le falta falla; el diagnóstico dice por qué",
  },
};

export default alertKind({
  title: { en: "Completeness unknown", es: "Sin saber qué falta" },
  opensWhen:
    "nobody can say what a view lacks: at once where something was broken (a trigger is gone, a column or table was renamed, a function replaced), else after five minutes (the setting `completeness_unknown_for`)",
  example: { reason: "capture_off", since: "2026-01-31T12:00:00Z" },
  opened: {
    en: (name, { reason }) =>
      `${name}: nobody knows what it lacks: ${WHY[reason]?.en ?? reason}. Mend that, then refresh the view.`,
    es: (name, { reason }) =>
      `${name}: no se sabe qué le falta: ${WHY[reason]?.es ?? reason}. Corrígelo y luego actualiza la vista.`,
  },
  closed: {
    en: (name) => `${name}: it is known again what it lacks.`,
    es: (name) => `${name}: ya se sabe otra vez qué le falta.`,
  },
});
