import type { HiddenView } from "@/db/queries/sight";
import type { Actor } from "@/server/actor";

/** Views that an actor may not see, by their ids, for queries that leave them out. */
export function withoutIds({ hidden = [] }: Actor): number[] {
  return hidden.map(({ id }) => id);
}

/** Whether an actor may see a view, by its slug; what is about no view in particular is for everybody. */
export function sees({ hidden = [], only }: Actor, slug: string | null): boolean {
  if (slug === null) return true;
  // A view that came since the actor was looked up is not among the hidden ones.
  return (only?.includes(slug) ?? true) && !hidden.some((view) => view.slug === slug);
}

/** Of some rows those of views that an actor may see. */
export function seen<R extends { slug: string | null } | { view: string | null }>(
  actor: Actor,
  rows: readonly R[],
): R[] {
  return rows.filter((row) => sees(actor, "slug" in row ? row.slug : row.view));
}

/** Stands where a text or a fact of one view names another that the reader may not see. */
const UNNAMED = "…";

/** The same without the names of views that an actor may not see: what one view tells can name one that it reads. */
export function unnamed<T>(actor: Actor, told: T): T {
  if (!actor.hidden?.length) return told;
  return without(told, namesOf(actor.hidden)) as T;
}

function without(told: unknown, names: RegExp): unknown {
  if (typeof told === "string") return told.replace(names, UNNAMED);
  if (Array.isArray(told)) return told.map((each) => without(each, names));
  if (typeof told !== "object" || told === null) return told;
  return Object.fromEntries(Object.entries(told).map(([key, value]) => [key, without(value, names)]));
}

function namesOf(hidden: readonly HiddenView[]): RegExp {
  const names = hidden.flatMap(({ slug, name, title }) => [slug, name, `${name}_live`, title]);
  // The longest first: a name may begin with another.
  const longest = [...new Set(names)].sort((a, b) => b.length - a.length);
  const text = longest.map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|");
  return new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${text})(?![\\p{L}\\p{N}_-])`, "giu");
}
