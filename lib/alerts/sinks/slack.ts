import { z } from "zod";
import { isInClear } from "../plain-http";
import { maskedUrl, sink } from "../sink";

export default sink({
  title: { en: "Slack or Mattermost", es: "Slack o Mattermost" },
  target: z.url({ protocol: /^https?$/, abort: true }).refine((target) => !isInClear(target)),
  wrongTarget: "target is no https URL of an incoming webhook",
  field: {
    label: { en: "URL of the incoming webhook", es: "URL del webhook entrante" },
    hint: {
      en: "Slack and Mattermost make one per channel. Whoever knows it can write there: it is kept from all but admins.",
      es: "Slack y Mattermost crean una por canal. Quien la conoce puede escribir ahí: solo la ve administración.",
    },
    wrong: { en: "This is no https address.", es: "No es una dirección https." },
    inputMode: "url",
  },
  mask: maskedUrl,
});
