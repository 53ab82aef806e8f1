import type { Dice } from "./dice";
import type { Mapping } from "./schema";
import { aggregate, pairs, projection, selfJoin, twice, union, untrackable } from "./shapes";

/** A definition at random, with mappings that are right for it. */
export interface Definition {
  /** What it is made of, for counts and messages. */
  shape: string;
  /** Plain views below it. */
  below: readonly string[];
  query: string;
  /** Columns of its key. */
  key: readonly string[];
  mappings: readonly Mapping[];
  /** The code of why it cannot be tracked, where that is so by intention. */
  untrackable?: string;
}

/** The same definition in other clothes: a CTE, plain views one over the other, a subquery. */
function clothed(dice: Dice, definition: Definition, name: string): Definition {
  const { query, shape } = definition;
  switch (dice.nat(4)) {
    case 0:
      return {
        ...definition,
        shape: `${shape}, CTE`,
        query: `with x as ${dice.pick(["", "materialized "])}(${query}) select * from x`,
      };
    case 1:
      return {
        ...definition,
        shape: `${shape}, chain of views`,
        below: [
          `create view ${name}_below as ${query}`,
          `create view ${name}_above as select * from ${name}_below`,
        ],
        query: `select * from ${name}_above`,
      };
    case 2:
      return { ...definition, shape: `${shape}, subquery`, query: `select s.* from (${query}) s` };
    default:
      return definition;
  }
}

/** A definition by dice, under a name for what stands below it. */
export function definitionBy(dice: Dice, name: string): Definition {
  const made = dice.pick([
    projection,
    projection,
    aggregate,
    aggregate,
    aggregate,
    union,
    selfJoin,
    twice,
    pairs,
    untrackable,
  ])(dice);
  return clothed(dice, made, name);
}
