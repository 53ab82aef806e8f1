"use client";

import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

interface Props {
  /** Answers of the server under the keys by which the browser asks for them. */
  data: readonly (readonly [QueryKey, unknown])[];
  children: ReactNode;
}

/** Puts what the server already knows into the browser's cache before anything below asks for it. */
export function Seed({ data, children }: Props) {
  const client = useQueryClient();
  // While rendering, so that the first paint has it; only where nothing is, since what is there is newer.
  useState(() => {
    for (const [key, value] of data) {
      if (client.getQueryData(key) === undefined) client.setQueryData(key, value);
    }
  });
  return children;
}
