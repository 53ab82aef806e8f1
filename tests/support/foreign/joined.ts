import type { Dice } from "./dice";
import { one, TABLES } from "./tables";

/** A table as it is joined into a definition, under an alias of its own. */
export interface Joined {
  table: string;
  alias: string;
  /** The table that refers to it, and by which column; the first has none. */
  by?: { from: Joined; column: string; left: boolean };
}

export const joinTo = (j: Joined) =>
  j.by &&
  ` ${j.by.left ? "left join" : "join"} lab.${j.table} ${j.alias} on ${j.alias}.${one(j.table)[0]} = ${j.by.from.alias}.${j.by.column}`;

export const from = (tree: readonly Joined[]) =>
  `lab.${tree[0]!.table} ${tree[0]!.alias}${tree.slice(1).map(joinTo).join("")}`;

/** A table and some of those that it refers to, and those that these do; none twice. */
export function tree(dice: Dice, root = dice.pick(["bill", "line", "visit", "client", "product"])): Joined[] {
  const joined: Joined[] = [{ table: root, alias: "t0" }];
  const open = () =>
    joined.flatMap((j) =>
      TABLES[j.table]!.references.filter(({ to }) => !joined.some(({ table }) => table === to)).map(
        (reference) => ({ j, ...reference }),
      ),
    );
  for (let wanted = dice.nat(4); wanted > 0 && open().length > 0; wanted -= 1) {
    const { j, column, to } = dice.pick(open());
    joined.push({
      table: to,
      alias: `t${joined.length}`,
      by: { from: j, column, left: dice.percent(60) },
    });
  }
  return joined;
}

/** Those from the first table down to one, itself included. */
export function path(to: Joined): Joined[] {
  return to.by ? [...path(to.by.from), to] : [to];
}

export const asRow = (expression: string, alias: string) => expression.replaceAll(`${alias}.`, "r.");

/** A condition that some rows meet. */
export function condition(dice: Dice, joined: readonly Joined[]): string {
  const j = dice.pick(joined);
  const number = `${j.alias}.${dice.pick(TABLES[j.table]!.numbers)}`;
  return dice.pick([
    `coalesce(${number}, 1) > ${dice.nat(4)}`,
    `${number} is not null`,
    `${j.alias}.${one(j.table)[0]}::text not like '%${dice.nat(10)}'`,
    `not (${number} between 2 and ${3 + dice.nat(3)}) is true`,
  ]);
}

export const where = (dice: Dice, joined: readonly Joined[]) =>
  dice.percent(40) ? ` where ${condition(dice, joined)}` : "";
