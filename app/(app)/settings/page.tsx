import { redirect } from "next/navigation";
import { requireViewer } from "@/app/first-data";
import { sectionsFor } from "@/components/settings/sections";

/** The settings begin with the first section that a role may open. */
export default async function Page() {
  const { role } = await requireViewer("/settings");
  redirect(sectionsFor(role)[0]!.href);
}
