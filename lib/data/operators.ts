/**
 * What a filter can ask of a column. `ne` also finds rows without a value. Apart from the contract, whose schemas a
 * page that only reads would otherwise load along.
 */
export const OPERATORS = ["eq", "ne", "lt", "lte", "gt", "gte", "contains", "is_null"] as const;
