import type { HealthList, ViewHealth } from "@/lib/contract/health";

const BREATH_MS = 2_000;

interface Known {
  view: ViewHealth;
  /** The health without what changes by the clock alone. */
  print: string;
  /** When it was first seen like this. */
  at: string;
}

/** What is known of every view's health, and what of it is news to whom. */
export class Changes {
  readonly #known = new Map<string, Known>();

  /**
   * Takes a reading in.
   *
   * @param whole whether it holds every view, so that those missing from it are gone
   * @returns the views that changed, and the slugs of those that are gone
   */
  take(
    { now, views }: Pick<HealthList, "now" | "views">,
    whole: boolean,
  ): { views: ViewHealth[]; gone: string[] } {
    const changed = views.filter((view) => {
      const print = printOf(view);
      if (this.#known.get(view.slug)?.print === print) return false;
      this.#known.set(view.slug, { view, print, at: now });
      return true;
    });
    const present = new Set(views.map(({ slug }) => slug));
    const gone = whole ? [...this.#known.keys()].filter((slug) => !present.has(slug)) : [];
    for (const slug of gone) this.#known.delete(slug);
    return { views: changed, gone };
  }

  /** Every view that is known. */
  all(): ViewHealth[] {
    return [...this.#known.values()].map(({ view }) => view);
  }

  /** The views that changed after a moment, or shortly before: clock and health are not read in one breath. */
  after(timestamp: string): ViewHealth[] {
    const since = Date.parse(timestamp) - BREATH_MS;
    return [...this.#known.values()].filter(({ at }) => Date.parse(at) > since).map(({ view }) => view);
  }
}

/** Ages grow by themselves, in the browser too: alone they are no news, but a change of state by age is. */
function printOf({ age_seconds: _seconds, age_minutes: _minutes, ...rest }: ViewHealth): string {
  return JSON.stringify(rest);
}
