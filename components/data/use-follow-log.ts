"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useHealth } from "@/components/data/use-health";
import { LOG } from "@/lib/client/keys";

/** However many views refresh at once, a page asks for its log no more often than this. */
const PAUSE_MS = 2_000;

/** Refetches charts and tables as soon as an attempt begins or ends, whoever made it. */
export function useFollowLog() {
  const { data } = useHealth();
  const client = useQueryClient();
  const seen = useRef<string | undefined>(undefined);
  const asked = useRef(0);
  const mark = data?.views
    .map((view) => `${view.slug} ${view.last_attempt_at} ${view.running_refresh_id}`)
    .join("\n");

  useEffect(() => {
    const before = seen.current;
    seen.current = mark;
    if (before === undefined || before === mark) return;
    const wait = Math.max(0, asked.current + PAUSE_MS - Date.now());
    const timer = setTimeout(() => {
      asked.current = Date.now();
      void client.invalidateQueries(LOG);
    }, wait);
    return () => {
      // Superseded before it was asked: the next mark asks for both.
      clearTimeout(timer);
    };
  }, [client, mark]);
}
