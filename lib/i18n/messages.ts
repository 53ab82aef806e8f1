import compile from "icu-minify/compile";
import type { Locale } from "@/lib/i18n/locale";
import type en from "@/lib/messages/en.json";

export type Messages = typeof en;

const compiled = new Map<Locale, Messages>();

/**
 * Every word of one language, its ICU syntax already parsed: the browser then needs a small formatter only
 * (`use-intl/format-message/format-only`, set in next.config.ts), not the parser.
 */
export async function loadMessages(locale: Locale): Promise<Messages> {
  const known = compiled.get(locale);
  if (known) return known;
  const words =
    locale === "es"
      ? (await import("@/lib/messages/es.json")).default
      : (await import("@/lib/messages/en.json")).default;
  const ready = compileAll(words) as Messages;
  compiled.set(locale, ready);
  return ready;
}

type Tree = string | { [key: string]: Tree };

function compileAll(tree: Tree): unknown {
  // A copy, since the compiler's objects have no prototype, and React sends only plain ones to the browser.
  if (typeof tree === "string") return structuredClone(compile(tree));
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, compileAll(value)]));
}

declare module "use-intl" {
  interface AppConfig {
    Messages: Messages;
    Locale: "es-MX" | "en-US";
  }
}
