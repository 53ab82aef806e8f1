import { InvalidArgumentError } from "commander";

/** The number of a thing, from its list. */
export function idOf(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError("It is a number from the list.");
  return Number(text);
}
