import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { reader, translator } from "@/app/reader";
import { HoldClicks } from "@/components/shell/hold-clicks";
import { WordsProvider } from "@/components/shell/words-provider";
import { IconSprite } from "@/components/ui/icon-sprite";
import { INTL_LOCALE } from "@/lib/i18n/locale";
import { loadMessages } from "@/lib/i18n/messages";
import { env } from "@/server/env";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator();
  const name = t("app.name");
  const description = t("app.promise");
  return {
    metadataBase: new URL(env().NEXTAUTH_URL ?? "http://localhost:3000"),
    title: { default: name, template: `%s · ${name}` },
    description,
    applicationName: name,
    robots: { index: false, follow: false },
    icons: { icon: "/icon.svg", apple: "/apple-icon.png" },
    openGraph: { title: name, description, siteName: name, images: ["/preview.png"] },
    appleWebApp: { capable: true, title: name, statusBarStyle: "default" },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#121715" },
  ],
  viewportFit: "cover",
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { locale, theme, timeZone } = await reader();
  return (
    <html lang={INTL_LOCALE[locale]} data-theme={theme} className={GeistSans.variable}>
      <body>
        <HoldClicks nonce={(await headers()).get("x-nonce") ?? undefined} />
        <IconSprite />
        <WordsProvider locale={locale} messages={await loadMessages(locale)} timeZone={timeZone}>
          {children}
        </WordsProvider>
      </body>
    </html>
  );
}
