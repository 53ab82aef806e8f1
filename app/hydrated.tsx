import type { QueryKey } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Seed } from "@/components/data/seed";

interface Props {
  /** Answers under the keys by which the browser asks for them; undefined ones are left to it. */
  data: readonly (readonly [QueryKey, unknown])[];
  children: ReactNode;
}

/** Hands the browser's cache what the server already knows, so that the first paint has it. */
export function Hydrated({ data, children }: Props) {
  return <Seed data={data.filter(([, answer]) => answer !== undefined && answer !== null)}>{children}</Seed>;
}
