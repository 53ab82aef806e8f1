import { z } from "zod";
import { maskedUrl, sink } from "../sink";

export default sink({
  title: { en: "Webhook", es: "Webhook" },
  target: z.url({ protocol: /^https?$/ }),
  wrongTarget: "target is no http(s) URL",
  field: {
    label: { en: "URL", es: "URL" },
    hint: {
      en: "It gets JSON that Slack, Mattermost and others take. Whoever knows the URL can write there: it is kept from all but admins.",
      es: "Recibe JSON que aceptan Slack, Mattermost y otros. Quien conoce la URL puede escribir ahí: solo la ve administración.",
    },
    wrong: { en: "This is no http(s) address.", es: "No es una dirección http(s)." },
    inputMode: "url",
  },
  mask: maskedUrl,
  signed: true,
});
