import { alertKind } from "../kind";

/** By the reasons of `frescura.rebuild_reason`, and those of the strategy delta itself. */
const WHY: Readonly<Record<string, { en: string; es: string }>> = {
  drift: { en: "a verification found a difference", es: "una verificación encontró una diferencia" },
  definition_changed: {
    en: "its definition, or something that it calls, keeps changing",
    es: "su definición, o algo que llama, cambia una y otra vez",
  },
  whole_source_changed: {
    en: "a source is emptied each time, or a key is NULL",
    es: "una fuente se vacía cada vez, o una clave es NULL",
  },
  refreshed_by_others: {
    en: "somebody alters its table outside Frescura",
    es: "alguien altera su tabla fuera de Frescura",
  },
  capture_gap: {
    en: "not every write to its sources is known; the doctor says why",
    es: "no se conoce cada movimiento de sus fuentes; el diagnóstico dice por qué",
  },
  too_many_keys: {
    en: "so many keys change between two refreshes that this is cheaper; refresh it more often, or by full",
    es: "cambian tantas claves entre dos actualizaciones que así cuesta menos; actualízala más seguido, o completa (full)",
  },
  delta_failed: {
    en: "to go by keys fails; the log of the server says why",
    es: "ir por claves falla; la bitácora del servidor dice por qué",
  },
};

export default alertKind({
  title: { en: "Compared whole", es: "Se compara completa" },
  opensWhen:
    "a view that is to be refreshed by keys was compared whole in each of its last three refreshes (the setting `rebuilds_in_a_row`), so that it is right and costs the table instead of the change",
  example: { in_a_row: 3, reason: "too_many_keys" },
  opened: {
    en: (name, { in_a_row, reason }) =>
      `${name}: its last ${in_a_row} refreshes compared all of it instead of what changed: ${WHY[reason]?.en ?? reason}.`,
    es: (name, { in_a_row, reason }) =>
      `${name}: sus últimas ${in_a_row} actualizaciones la compararon completa en vez de lo que cambió: ${WHY[reason]?.es ?? reason}.`,
  },
  closed: {
    en: (name) => `${name}: it is refreshed by what changed again.`,
    es: (name) => `${name}: se actualiza otra vez por lo que cambió.`,
  },
});
