import { alertKind } from "../kind";

export default alertKind({
  title: { en: "Failures", es: "Fallas" },
  opensWhen: "the last two refreshes or more failed; what a person cancelled does not count",
  example: { in_a_row: 2, error_code: "22012" },
  opened: {
    en: (name, { in_a_row, error_code }) =>
      `${name}: the last ${in_a_row} refreshes failed (error ${error_code}). People see the data of before.`,
    es: (name, { in_a_row, error_code }) =>
      `${name}: fallaron las últimas ${in_a_row} actualizaciones (error ${error_code}). Se ven los datos anteriores.`,
  },
  closed: {
    en: (name) => `${name}: a refresh went through again.`,
    es: (name) => `${name}: ya se actualizó de nuevo.`,
  },
});
