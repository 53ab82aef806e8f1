import { alertKind } from "../kind";

export default alertKind({
  title: { en: "Payments waiting", es: "Pagos en espera" },
  opensWhen: "an event has waited for over ten minutes",
  example: { events: 2, oldest_at: "2026-01-31T12:00:00Z" },
  opened: {
    en: (name, { events }) =>
      `${name}: ${events} large ${events === 1 ? "payment has" : "payments have"} waited for more than ten minutes to be seen.`,
    es: (name, { events }) =>
      events === 1
        ? `${name}: un pago grande espera desde hace más de diez minutos para verse.`
        : `${name}: ${events} pagos grandes esperan desde hace más de diez minutos para verse.`,
  },
  closed: {
    en: (name) => `${name}: no large payment waits too long any more.`,
    es: (name) => `${name}: ya no hay pagos grandes en espera.`,
  },
});
