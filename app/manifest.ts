import type { MetadataRoute } from "next";
import { reader, translator } from "@/app/reader";
import { INTL_LOCALE } from "@/lib/i18n/locale";

export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const [t, { locale }] = await Promise.all([translator(), reader()]);
  return {
    id: "/",
    name: t("app.name"),
    short_name: t("app.name"),
    description: t("app.promise"),
    lang: INTL_LOCALE[locale],
    start_url: "/",
    display: "standalone",
    background_color: "#f8faf9",
    theme_color: "#ffffff",
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
      // Its mark stands within the middle, so that any mask leaves it whole.
      { src: "/icon-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
