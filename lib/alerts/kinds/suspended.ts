import { alertKind } from "../kind";

export default alertKind({
  title: { en: "Suspended", es: "Suspendida" },
  opensWhen: "too many scheduled failures in a row (`failures_max`)",
  example: { since: "2026-01-31T12:00:00Z" },
  opened: {
    en: (name) =>
      `${name}: too many refreshes failed in a row, so it is suspended. Look into it, then press Resume.`,
    es: (name) =>
      `${name}: fallaron demasiadas actualizaciones seguidas y quedó suspendida. Revisa la causa y pulsa Reanudar.`,
  },
  closed: {
    en: (name) => `${name}: it is no longer suspended.`,
    es: (name) => `${name}: ya no está suspendida.`,
  },
});
