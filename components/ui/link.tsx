"use client";

// biome-ignore lint/style/noRestrictedImports: the one that all others use
import NextLink from "next/link";
import { type ComponentProps, useState } from "react";

/**
 * A link that fetches its page once somebody means it (points at it, touches it, comes to it by keyboard). Next would
 * fetch every page whose link is in sight, twice over, which no render needs.
 *
 * @param prefetch false for a page that is never fetched ahead
 */
export function Link({ prefetch, onPointerEnter, onFocus, ...props }: ComponentProps<typeof NextLink>) {
  const [meant, setMeant] = useState(false);
  return (
    <NextLink
      {...props}
      prefetch={meant && prefetch !== false ? null : false}
      onPointerEnter={(event) => {
        setMeant(true);
        onPointerEnter?.(event);
      }}
      onFocus={(event) => {
        setMeant(true);
        onFocus?.(event);
      }}
    />
  );
}
