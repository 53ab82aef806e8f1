import type { Metadata } from "next";
import { requireViewer } from "@/app/first-data";
import { translator } from "@/app/reader";
import { AccountSection } from "@/components/settings/account/account-section";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator();
  return { title: t("settings.sections.account") };
}

export default async function Page() {
  await requireViewer("/settings/account");
  return <AccountSection />;
}
