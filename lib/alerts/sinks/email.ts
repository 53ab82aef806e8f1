import { z } from "zod";
import { sink } from "../sink";

export default sink({
  title: { en: "Email", es: "Correo" },
  target: z.email(),
  wrongTarget: "target is no address such as ops@example.com",
  field: {
    label: { en: "Address", es: "Dirección" },
    hint: { en: "One address.", es: "Una sola dirección." },
    wrong: {
      en: "This is no address such as ops@example.com.",
      es: "No es una dirección como ops@ejemplo.com.",
    },
    inputMode: "email",
  },
  mask: (target) => target.replace(/^(.)[^@]*@/, "$1…@"),
  needs: {
    field: "email_ready",
    words: {
      en: "This installation has no mail server yet: set SMTP_URL.",
      es: "Esta instalación aún no tiene servidor de correo: define SMTP_URL.",
    },
  },
});
