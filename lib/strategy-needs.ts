import { known, STRATEGY_NEEDS } from "@/lib/reasons";

/** The key of the words for what stands against converting a view, by its code. */
export const needKey = (code: string) => `strategies.needs.${known(STRATEGY_NEEDS, code)}` as const;
