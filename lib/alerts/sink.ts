import type { z } from "zod";
import type { Locale } from "@/lib/i18n/locale";

type Words = Readonly<Record<Locale, string>>;

/** What people and programs have to know of a way to tell alerts; how it sends, server/alerts/sinks/<kind>.ts says. */
export interface SinkDeclaration {
  /** In a word, where channels are listed and made. */
  title: Words;
  /** What a target has to be; one that needs more than an address takes a URL that holds it all. */
  target: z.ZodType<string>;
  /** What the API says of one that is not, such as: target is no http(s) URL. */
  wrongTarget: string;
  /** The field of the form for it. */
  field: { label: Words; hint: Words; wrong: Words; inputMode: "url" | "email" | "text" };
  /** The target for those who may not know what opens it, and for the audit log. */
  mask: (target: string) => string;
  /** Whether what it gets is signed, by a secret of the channel, in the form of Standard Webhooks. */
  signed?: true;
  /** What this installation needs for it: a field of the answer that lists the channels, and words while it is false. */
  needs?: { field: "email_ready"; words: Words };
}

/** Declares a sink; which one, the name of its file says. */
export function sink(declaration: SinkDeclaration): SinkDeclaration {
  return declaration;
}

/** Of a URL whose path is as good as a password, where it leads. */
export function maskedUrl(target: string): string {
  return URL.canParse(target) ? `${new URL(target).origin}/…` : "…";
}
