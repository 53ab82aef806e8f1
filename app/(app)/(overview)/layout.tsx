import type { ReactNode } from "react";
import { requireViewer } from "@/app/first-data";

/** Asked above the loading state, while the answer can still be a redirect. */
export default async function Layout({ children }: { children: ReactNode }) {
  await requireViewer("/");
  return children;
}
