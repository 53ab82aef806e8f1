import { alertKind } from "../kind";

const seconds = (ms: number) => (ms / 1000).toFixed(1);

export default alertKind({
  title: { en: "Slow", es: "Lenta" },
  opensWhen: "the last refresh took over three times the median of the 50 before it, and a second more",
  example: { duration_ms: 3001, usual_ms: 1000 },
  opened: {
    en: (name, { duration_ms, usual_ms }) =>
      `${name}: the last refresh took ${seconds(duration_ms)} s; usually it takes ${seconds(usual_ms)} s.`,
    es: (name, { duration_ms, usual_ms }) =>
      `${name}: la última actualización tardó ${seconds(duration_ms)} s; lo normal son ${seconds(usual_ms)} s.`,
  },
  closed: {
    en: (name) => `${name}: refreshes take their usual time again.`,
    es: (name) => `${name}: las actualizaciones tardan otra vez lo normal.`,
  },
});
