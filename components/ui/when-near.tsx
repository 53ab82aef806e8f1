"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { observeNear } from "@/lib/client/observe-near";

/** What is heavy and below the fold, once the reader comes near it or prints; until then what keeps its space. */
export function WhenNear({ placeholder, children }: { placeholder: ReactNode; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (near || !element) return;
    const show = () => setNear(true);
    const stop = observeNear(element, (isNear) => isNear && show());
    addEventListener("beforeprint", show);
    return () => {
      stop();
      removeEventListener("beforeprint", show);
    };
  }, [near]);
  return near ? children : <div ref={ref}>{placeholder}</div>;
}
