import { kindOf } from "@/lib/data/kinds";

/** Numbers that are names: to add them up says nothing, and grouped digits would only get in the way. */
const NAMES = /(^|_)(id|key|folio|number|no|year|anio|año)$/i;
const CURRENCIES = /^(moneda|currency|divisa)$/i;

export const isName = (name: string) => NAMES.test(name);

/** The columns of which a sum says something: amounts, with digits after the point or of the type money. */
export function summable(columns: readonly { name: string; type: string }[]): string[] {
  return columns
    .filter(
      ({ name, type }) =>
        kindOf(type) === "number" && !/^(smallint|integer|bigint)/.test(type) && !isName(name),
    )
    .map(({ name }) => name);
}

/** The column that says in which currency a row's amounts are; undefined where none does. */
export const currencyColumn = (columns: readonly { name: string }[]) =>
  columns.find(({ name }) => CURRENCIES.test(name))?.name;
