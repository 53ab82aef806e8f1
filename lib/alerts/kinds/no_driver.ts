import { alertKind } from "../kind";

export default alertKind({
  title: { en: "No driver", es: "Nada mueve los horarios" },
  opensWhen: "no driver was seen for ten minutes, two intervals of the events tier",
  example: { seen_at: "2026-01-31T12:00:00Z" },
  opened: {
    en: () =>
      "Nothing has started refreshes for ten minutes. Is the worker running, or whatever drives the schedules?",
    es: () =>
      "Desde hace diez minutos nada inicia actualizaciones. ¿Está en marcha el proceso que las programa?",
  },
  closed: {
    en: () => "Refreshes are being started again.",
    es: () => "Las actualizaciones se inician otra vez.",
  },
});
