/** Of which views a control of refreshing is on the page: how a refresh ends is said there, and nowhere else. */
const shown = new Map<string, number>();

/** Says that a view's control is on the page. @returns takes it back */
export function showControl(slug: string): () => void {
  shown.set(slug, (shown.get(slug) ?? 0) + 1);
  return () => void shown.set(slug, shown.get(slug)! - 1);
}

export const showsControl = (slug: string) => (shown.get(slug) ?? 0) > 0;
