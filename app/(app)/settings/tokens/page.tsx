import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/first-data";
import { firstPaint, prefetch } from "@/app/prefetch";
import { translator } from "@/app/reader";
import { TokensSection } from "@/components/settings/tokens/tokens-section";
import { settingsKeys } from "@/lib/client/settings";
import { listTokens } from "@/server/tokens/list";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator();
  return { title: t("settings.sections.tokens") };
}

export default async function Page() {
  const actor = await requireViewer("/settings/tokens");
  const client = firstPaint();
  // Who may not see them gets to read why.
  if (actor.role === "admin") {
    await prefetch(client, settingsKeys.tokens, async () => ({ tokens: await listTokens(actor) }));
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TokensSection />
    </HydrationBoundary>
  );
}
