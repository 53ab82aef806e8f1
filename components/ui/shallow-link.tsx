"use client";

import type { ComponentProps } from "react";
import { Link } from "@/components/ui/link";

/**
 * A link to another state of the same page: the address changes, the browser asks for data only, and the server
 * renders nothing anew. Opened in another tab it is a link like any other.
 */
export function ShallowLink({ href, ...rest }: Omit<ComponentProps<typeof Link>, "href"> & { href: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      onNavigate={(event) => {
        event.preventDefault();
        window.history.pushState(null, "", href);
      }}
      {...rest}
    />
  );
}
