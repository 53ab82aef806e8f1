import type { Metadata } from "next";
import { requireViewer } from "@/app/first-data";
import { translator } from "@/app/reader";
import { AuditLogSection } from "@/components/settings/audit-log/audit-log-section";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator();
  return { title: t("settings.sections.auditLog") };
}

export default async function Page() {
  await requireViewer("/settings/audit-log");
  return <AuditLogSection />;
}
