import type { Metadata } from "next";
import { orNothing, requireViewer } from "@/app/first-data";
import { Hydrated } from "@/app/hydrated";
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
  // Who may not see them gets to read why.
  const users =
    actor.role === "admin" ? await orNothing(listUsers(actor).then((users) => ({ users }))) : undefined;
  return (
    <Hydrated data={[[settingsKeys.users, users]]}>
      <UsersSection />
    </Hydrated>
  );
}
