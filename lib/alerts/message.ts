import type { AlertKind, ChannelLocale, Edge } from "@/lib/contract/alerts";
import { FRAME, WORDS } from "./words";

/** What is to be told. */
export interface News {
  edge: Edge;
  /** null for a test. */
  alert: {
    kind: AlertKind;
    detail: Readonly<Record<string, unknown>>;
    /** Slug and title of the view; null where the alert is about the whole. */
    view: string | null;
    title: string | null;
  } | null;
  locale: ChannelLocale;
  /** Address of this installation, where it is known. */
  baseUrl?: string;
}

/** News in words. */
export interface Message {
  subject: string;
  text: string;
  /** Where to look. */
  link: string | null;
}

/** Puts news into plain words, for whichever channel. */
export function alertMessage({ edge, alert, locale, baseUrl }: News): Message {
  const frame = FRAME[locale];
  const path = alert?.view ? `/views/${encodeURIComponent(alert.view)}` : "/";
  const link = baseUrl ? new URL(path, baseUrl).href : null;
  const last = link ? `\n${frame.see}: ${link}` : "";
  if (edge === "test" || !alert) return { subject: `Frescura: ${frame.test}`, text: frame.test + last, link };
  const sentence = alertSentence(alert, edge, locale);
  return {
    subject: `[${frame[edge]}] ${sentence}`,
    text: `${frame[edge]}. ${sentence}${last}`,
    link,
  };
}

/** What an alert says at one of its edges, in plain words. */
export function alertSentence(
  { kind, detail, title, view }: NonNullable<News["alert"]>,
  edge: "opened" | "closed",
  locale: ChannelLocale,
): string {
  const name = plain(title ?? view ?? FRAME[locale].all);
  const words = WORDS[locale][kind];
  return edge === "opened" ? words.opened(name, detail) : words.closed(name);
}

/** A title may hold line breaks, which would end a mail's header. */
function plain(title: string): string {
  return title.replace(/\p{Cc}+/gu, " ");
}
