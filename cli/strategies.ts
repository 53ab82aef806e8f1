import type { StrategyExplained } from "@/lib/contract/strategies";
import messages from "@/lib/messages/en.json";
import { needKey } from "@/lib/strategy-needs";

const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries(messages.strategies.needs).map(([code, words]) => [needKey(code), words]),
);

/** What stands against converting a view, in words, with the facts of its detail. */
export function needWords({ code, detail }: StrategyExplained["needs"][number]): string {
  const facts = Object.values(detail).join(", ");
  return `${WORDS.get(needKey(code))}${facts && ` (${facts})`}`;
}
