const PAUSE_MS_MAX = 30_000;

/**
 * A loader of a part of the page that goes on trying, with growing pauses, while the server cannot be reached: a part
 * that is late must not take the page with it.
 *
 * @param load imports the part
 */
export function whenReachable<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => {
    for (let pause = 1_000; ; pause = Math.min(2 * pause, PAUSE_MS_MAX)) {
      try {
        return await load();
      } catch (error) {
        // The server has its own code, or is broken.
        if (typeof window === "undefined") throw error;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  };
}
