"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { askFreshBy } from "@/lib/client/fresh";
import { whenReachable } from "@/lib/client/when-reachable";

const FreshDialog = dynamic(
  whenReachable(() => import("@/components/shell/fresh-dialog").then((m) => m.FreshDialog)),
  { ssr: false },
);

/** Asks for the password again where the server wants it, over whatever page there is, which waits as it is. */
export function FreshAuthentication() {
  const [waiting, setWaiting] = useState<{ answer: (given: boolean) => void } | null>(null);
  useEffect(() => askFreshBy(() => new Promise((answer) => setWaiting({ answer }))), []);
  if (!waiting) return null;
  return (
    <FreshDialog
      onAnswer={(given) => {
        setWaiting(null);
        waiting.answer(given);
      }}
    />
  );
}
