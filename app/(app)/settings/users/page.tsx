import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { requireViewer } from "@/app/first-data";
import { firstPaint, prefetch } from "@/app/prefetch";
import { translator } from "@/app/reader";
import { UsersSection } from "@/components/settings/users/users-section";
import { settingsKeys } from "@/lib/client/settings";
import { listUsers } from "@/server/users/list";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator();
  return { title: t("settings.sections.users") };
}

export default async function Page() {
  const actor = await requireViewer("/settings/users");
  const client = firstPaint();
  // Who may not see them gets to read why.
  if (actor.role === "admin") {
    await prefetch(client, settingsKeys.users, async () => ({ users: await listUsers(actor) }));
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <UsersSection />
    </HydrationBoundary>
  );
}
