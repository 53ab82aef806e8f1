import type { Metadata, Viewport } from "next";
import { requireViewer } from "@/app/first-data";
import { Frame } from "@/app/frame";
import { translator } from "@/app/reader";
import { TabState } from "@/components/shell/tab-state";
import { Wall } from "@/components/wall/wall";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator();
  return { title: t("nav.wall") };
}

export const viewport: Viewport = { themeColor: "#000000" };

export default async function WallPage() {
  await requireViewer("/wall");
  return (
    <Frame>
      <Wall />
      <TabState />
    </Frame>
  );
}
