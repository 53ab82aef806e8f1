import type { Metadata } from "next";
import { orNothing, requireViewer } from "@/app/first-data";
import { Hydrated } from "@/app/hydrated";
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
  // Who may not see them gets to read why.
  const tokens =
    actor.role === "admin" ? await orNothing(listTokens(actor).then((tokens) => ({ tokens }))) : undefined;
  return (
    <Hydrated data={[[settingsKeys.tokens, tokens]]}>
      <TokensSection />
    </Hydrated>
  );
}
