const KEY = "frescura.tell-me";

/** The slugs of the views of which this tab's reader wants to be told when they are reliable. */
class TellMe {
  private slugs: readonly string[] | undefined;
  private readonly listeners = new Set<() => void>();

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  current = (): readonly string[] => {
    this.slugs ??= JSON.parse(read() ?? "[]") as string[];
    return this.slugs;
  };

  set(slug: string, wanted: boolean) {
    const others = this.current().filter((one) => one !== slug);
    this.slugs = wanted ? [...others, slug] : others;
    write(JSON.stringify(this.slugs));
    for (const listener of this.listeners) listener();
  }
}

// A browser that keeps nothing for the page tells all the same, until it is loaded anew.
function read(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function write(text: string): void {
  try {
    sessionStorage.setItem(KEY, text);
  } catch {}
}

export const tellMe = new TellMe();
export const NOBODY: readonly string[] = [];
