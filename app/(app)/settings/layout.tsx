import type { ReactNode } from "react";
import { viewer } from "@/app/first-data";
import { SettingsFrame } from "@/components/settings/settings-frame";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  // The page knows where to come back to, so it is the page that sends strangers to sign in.
  return (await viewer()) ? <SettingsFrame>{children}</SettingsFrame> : children;
}
