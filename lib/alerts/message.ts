import type { AlertKind, ChannelLocale, Edge } from "@/lib/contract/alerts";
import { ALERT_KINDS } from "./alert-kinds";
import type { AlertKindDeclaration } from "./kind";

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
  /** All of it in plain text. */
  text: string;
  /** The same in parts, for sinks that set them: what it is, what it says, where to look. */
  heading: string;
  sentence: string;
  link: { label: string; url: string } | null;
}

/** The words around: those of a test, of what is told, and of the link. */
const FRAME: Readonly<
  Record<ChannelLocale, { test: string; opened: string; closed: string; see: string; all: string }>
> = {
  en: {
    test: "This is a test from Frescura. If you can read it, the channel works.",
    opened: "Alert",
    closed: "Resolved",
    see: "See",
    all: "The whole installation",
  },
  es: {
    test: "Esta es una prueba de Frescura. Si puedes leerla, el canal funciona.",
    opened: "Alerta",
    closed: "Resuelto",
    see: "Ver",
    all: "Toda la instalación",
  },
};

/** Puts news into plain words, for whichever channel. */
export function alertMessage({ edge, alert, locale, baseUrl }: News): Message {
  const frame = FRAME[locale];
  const path = alert?.view ? `/views/${encodeURIComponent(alert.view)}` : "/";
  const link = baseUrl ? { label: frame.see, url: new URL(path, baseUrl).href } : null;
  const last = link ? `\n${link.label}: ${link.url}` : "";
  if (edge === "test" || !alert) {
    const { test } = frame;
    return { subject: `Frescura: ${test}`, text: test + last, heading: "Frescura", sentence: test, link };
  }
  const heading = frame[edge];
  const sentence = alertSentence(alert, edge, locale);
  return {
    subject: `[${heading}] ${sentence}`,
    text: `${heading}. ${sentence}${last}`,
    ...{ heading, sentence, link },
  };
}

/** What an alert says at one of its edges, in plain words. */
export function alertSentence(
  { kind, detail, title, view }: NonNullable<News["alert"]>,
  edge: "opened" | "closed",
  locale: ChannelLocale,
): string {
  const name = plain(title ?? view ?? FRAME[locale].all);
  const words = wordsOf(kind);
  if (!words) return `${name}: ${kind}`;
  return edge === "opened" ? words.opened[locale](name, detail) : words.closed[locale](name);
}

/** A kind of alert in a word or two. */
export function alertTitle(kind: AlertKind, locale: ChannelLocale): string {
  return wordsOf(kind)?.title[locale] ?? kind;
}

/** Undefined for a kind that only a newer version knows, of which the database may tell all the same. */
function wordsOf(kind: AlertKind): AlertKindDeclaration | undefined {
  return ALERT_KINDS[kind];
}

/** A title may hold line breaks, which would end a mail's header. */
function plain(title: string): string {
  return title.replace(/\p{Cc}+/gu, " ");
}
