"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** The zone of the viewer's clock; null while the server renders, which does not know it. */
export const useViewerZone = (): string | null =>
  useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone || null,
    () => null,
  );
