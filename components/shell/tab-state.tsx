"use client";

import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { useNow } from "@/components/data/clock";
import { useHealth } from "@/components/data/use-health";
import { summarize } from "@/lib/view-status";

/** Tells the worst state in the tab, by icon and by title. */
export function TabState() {
  const t = useTranslations();
  const now = useNow();
  const { data, isError } = useHealth();
  const summary = data && summarize(data.views, now);
  const state = isError ? "lost" : (summary?.worst ?? "reliable");
  const troubled = summary ? summary.exceptions.length : 0;
  const prefix = isError ? t("tab.lost") : troubled > 0 ? t("tab.troubled", { count: troubled }) : "";

  useEffect(() => {
    let current = true;
    // Pictures for later: the first paint does without.
    import("@/components/shell/favicon").then(
      ({ favicon }) => {
        if (current) show(favicon(state));
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [state]);
  useEffect(() => hide, []);

  useEffect(() => {
    // The title belongs to the page; when that changes it, the prefix goes before it again.
    const mark = () => {
      const bare = document.title.replace(/^\([^)]*\) /, "");
      const title = prefix ? `(${prefix}) ${bare}` : bare;
      if (document.title !== title) document.title = title;
      yieldTo();
    };
    mark();
    const observer = new MutationObserver(mark);
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => observer.disconnect();
  }, [prefix]);

  return null;
}

const OWN = "data-tab-state";
const own = () => document.querySelector<HTMLLinkElement>(`link[${OWN}]`);

/** Shows an icon of our own beside the page's, which React would put back if it were changed. */
function show(href: string) {
  const link = own() ?? document.head.appendChild(document.createElement("link"));
  link.setAttribute(OWN, "");
  link.rel = "icon";
  link.href = href;
  yieldTo();
}

/** Keeps browsers from choosing the page's icon while ours is there. */
function yieldTo() {
  if (!own()) return;
  for (const other of pageIcons()) if (other.media !== "not all") other.media = "not all";
}

function hide() {
  own()?.remove();
  for (const other of pageIcons()) other.removeAttribute("media");
}

const pageIcons = () => document.querySelectorAll<HTMLLinkElement>(`link[rel="icon"]:not([${OWN}])`);
