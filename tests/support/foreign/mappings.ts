import type { Definition } from "./definitions";
import type { Dice } from "./dice";
import { from, type Joined, path } from "./joined";
import type { Mapping } from "./schema";
import { keyOf, one } from "./tables";

/** The query for keys by the column that refers to a table, through the joins as the definition has them. */
export function lookupBy(joined: readonly Joined[], j: Joined, keys: readonly string[]): string {
  const [, type] = one(j.table);
  const { from: referrer, column } = j.by!;
  // Only what leads to the referring table and to the key's own has to be joined.
  const needed = joined.filter(
    (other) => path(referrer).includes(other) || keys.some((k) => k.includes(`${other.alias}.`)),
  );
  const whole = joined.filter((other) => needed.some((n) => path(n).includes(other)));
  return `select distinct ${keys.join(", ")} from ${from(whole)} where ${referrer.alias}.${column} = :key::${type}`;
}

/** The join from a key's part to the table that it refers to. */
export function reach(step: Joined): string {
  const [column, type] = one(step.table);
  const value = type === "date" ? "to_date(w.to_it, 'YYYY-MM-DD')" : "w.to_it";
  return ` ${step.by!.left ? "left join" : "join"} lab.${step.table} ${step.alias} on ${step.alias}.${column} = ${value}`;
}

/** A definition of which one mapping is wrong, as a hasty person would have it, and how. */
export function spoiled(dice: Dice, definition: Definition): { definition: Definition; how: string } {
  const { mappings } = definition;
  const options = mappings.flatMap((given, n) => {
    const { source, rowKey, lookup, key, mapping } = given;
    const instead = (how: string, ...other: Mapping[]) => ({
      how: `${how} (${source})`,
      definition: { ...definition, mappings: [...mappings.slice(0, n), ...other, ...mappings.slice(n + 1)] },
    });
    if (mapping) return [instead(`no mapping "${mapping}"`)];
    if (key) {
      return ["'wrong'", "1"].map((wrong) =>
        instead(`the key ${wrong}`, { ...given, key: [...key.slice(0, -1), wrong] }),
      );
    }
    return [
      instead("a lookup that finds nothing", { ...given, lookup: `select * from (${lookup}) w where false` }),
      ...(rowKey
        ? [instead("a lookup by what the row refers to now", { source, lookup: unkept(given) })]
        : []),
    ];
  });
  return dice.pick(options);
}

/** A lookup that asks the written row for what it refers to, where the right one has it in its key. */
function unkept({ source, rowKey, lookup }: Mapping): string {
  const key = keyOf(source.replace("lab.", ""));
  const [column, type] = key.at(-1)!;
  const reference = /r\.(\w+)\)$/.exec(rowKey!)![1];
  const own = `(select self.${reference} as to_it from ${source} self where self.${column} = split_part(:key, '/', ${key.length})::${type}) w`;
  return lookup!.replace(/\(select nullif.*? as to_it\) w/, own);
}
