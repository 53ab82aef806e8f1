import type { Dice } from "./dice";

/** What `frescura.track` is told of a source. */
export interface Mapping {
  source: string;
  key?: readonly string[];
  lookup?: string;
  rowKey?: string;
  amount?: string;
  /** Its name, where it is not the source's first. */
  mapping?: string;
}

/** A materialized view of somebody's, with the mappings that are right for it. */
export interface ForeignView {
  slug: string;
  relation: string;
  /** Its query; plain views that it reads stand in the schema's DDL. */
  query: string;
  /** Columns of its unique index, as SQL. */
  key: string;
  mappings: readonly Mapping[];
}

/** A materialized view that cannot be tracked, and the code of why. */
export interface RefusedView extends Omit<ForeignView, "mappings"> {
  source: string;
  code: string;
}

/** A statement that a customer's program might send. */
export type Write = (dice: Dice) => string;

/** A database as somebody designed it who never heard of us. */
export interface ForeignSchema {
  name: string;
  /** Its schemas, where writers need to get in. */
  schemas: readonly string[];
  ddl: string;
  data(seed: number): string;
  views: readonly ForeignView[];
  refused: readonly RefusedView[];
  writes: readonly Write[];
  /** What is loaded by COPY: the target and its lines, columns parted by tabs. */
  copy: { into: string; lines(dice: Dice): readonly string[] };
  truncate: readonly string[];
  /** A member that joins a family of tables with rows in it, and leaves it again: which views read the family. */
  family?: { slugs: readonly string[]; join: string; leave: string };
}

/** A condition that some rows meet which nobody else holds, so that a write seldom waits; `of` is their table's alias. */
export function some(table: string, columns: string, dice: Dice, limit = 1, of = ""): string {
  return `(${of}${columns}) in (select ${columns} from ${table} t order by md5(t::text || '${dice.nat(1e6)}')
    limit ${limit} for update skip locked)`;
}

/** An expression that gives a whole number from 1 to `max` for row `n`, the same for the same seed. */
export const drawn = (seed: number) => (n: string, salt: number, max: number) =>
  `(1 + mod(hashint8extended((${n})::bigint, ${seed + salt}) & 1073741823, ${max}))::integer`;
