"use client";

import { type MouseEvent, useEffect, useState } from "react";
import { observeNear } from "@/lib/client/observe-near";
import type { ViewHealth } from "@/lib/contract/health";
import { type Held, holdPlace } from "@/lib/hold-place";

/**
 * Keeps a card whose button was pressed where it stands, whatever its state becomes, until its reader turns to
 * something else.
 *
 * @param views as they are sorted and shown
 */
export function useHeld(views: readonly ViewHealth[]) {
  const [held, setHeld] = useState<Held | null>(null);
  const slug = held?.slug;

  useEffect(() => {
    const card = slug && document.querySelector(`[data-view="${CSS.escape(slug)}"]`);
    if (!card) return;
    const leave = () => setHeld(null);
    const turn = ({ target }: Event) => {
      if (!(target instanceof Node && card.contains(target))) leave();
    };
    document.addEventListener("pointerdown", turn);
    document.addEventListener("focusin", turn);
    const forget = observeNear(card, (near) => !near && leave());
    return () => {
      document.removeEventListener("pointerdown", turn);
      document.removeEventListener("focusin", turn);
      forget();
    };
  }, [slug]);

  const shown = holdPlace(views, held);
  const onPress = ({ target }: MouseEvent) => {
    const button = target instanceof Element ? target.closest("button") : null;
    const pressed = button?.closest<HTMLElement>("[data-view]")?.dataset.view;
    if (!pressed || pressed === slug) return;
    setHeld({ slug: pressed, index: shown.findIndex((view) => view.slug === pressed) });
  };
  return { shown, onPress };
}
