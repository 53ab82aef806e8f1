"use client";

import { useEffect } from "react";

export type Overlay = "palette" | "keys" | null;

const TYPING = "input, textarea, select, [contenteditable]";

/** Listens to the keys that `KEYS` names. */
export function useShortcuts(open: (overlay: Overlay) => void) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (key === "k" && (event.metaKey || event.ctrlKey) && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        open("palette");
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || event.repeat) return;
      if ((event.target as Element).closest(TYPING) || document.querySelector("dialog[open]")) return;
      if (key === "?") open("keys");
      if (key === "r") pressRefresh();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [open]);
}

/** The button of the view that has the focus, or else the first of the page: the worst view stands first. */
function pressRefresh() {
  const card = document.activeElement?.closest("[data-view]") ?? document;
  card.querySelector<HTMLButtonElement>("button[data-refresh]:not(:disabled)")?.click();
}
