"use client";

import type { ReactNode } from "react";
import { IntlProvider } from "use-intl";
import { INTL_LOCALE, type Locale } from "@/lib/i18n/locale";
import type { Messages } from "@/lib/i18n/messages";

interface Props {
  locale: Locale;
  messages: Messages;
  timeZone: string;
  children: ReactNode;
}

/** The words, formats and time zone of the reader for everything below. */
export function WordsProvider({ locale, messages, timeZone, children }: Props) {
  return (
    <IntlProvider locale={INTL_LOCALE[locale]} messages={messages} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}
