import { alertKind } from "../kind";

export default alertKind({
  title: { en: "Not judged", es: "Sin juzgar" },
  opensWhen:
    "the function of another kind fails, so that what it tells of would go unseen; alerts of that kind stay as they are",
  example: { kinds: ["slow"], error_codes: ["42883"] },
  opened: {
    en: (_name, { kinds, error_codes }) =>
      `Alerts of these kinds cannot be judged: ${kinds.join(", ")} (error ${error_codes.join(", ")}). The server's log says why.`,
    es: (_name, { kinds, error_codes }) =>
      `No se pueden juzgar las alertas de estos tipos: ${kinds.join(", ")} (error ${error_codes.join(", ")}). La bitácora del servidor dice por qué.`,
  },
  closed: {
    en: () => "Every kind of alert can be judged again.",
    es: () => "Todos los tipos de alerta se pueden juzgar otra vez.",
  },
});
