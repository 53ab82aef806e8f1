import { alertKind } from "../kind";

export default alertKind({
  title: { en: "Drift", es: "Diferencias" },
  opensWhen: "the last verification found rows that differ from the definition",
  example: { differing_keys: 3, verification: 1 },
  opened: {
    en: (name, { differing_keys }) =>
      `${name}: a verification found ${differing_keys} rows that differ from the source. Refresh the view.`,
    es: (name, { differing_keys }) =>
      `${name}: una verificación encontró ${differing_keys} filas distintas de la fuente. Actualiza la vista.`,
  },
  closed: {
    en: (name) => `${name}: the last verification found no difference.`,
    es: (name) => `${name}: la última verificación no encontró diferencias.`,
  },
});
