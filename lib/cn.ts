import { type ClassValue, clsx } from "clsx/lite";

/** Joins class names. No merging: components here never override each other's classes. */
export const cn = (...values: ClassValue[]) => clsx(...values);
