import type { ReactNode } from "react";
import { viewer } from "@/app/first-data";
import { Frame } from "@/app/frame";
import { reader } from "@/app/reader";
import { Shell } from "@/components/shell/shell";

export default async function AppLayout({ children }: { children: ReactNode }) {
  // The page knows where to come back to, so it is the page that sends strangers to sign in.
  if (!(await viewer())) return children;
  const { locale, theme, businessZone } = await reader();
  return (
    <Frame>
      <Shell preferences={{ locale, theme, businessZone }}>{children}</Shell>
    </Frame>
  );
}
