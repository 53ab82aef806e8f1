import type { BrowserContext } from "@playwright/test";

/** What a page makes a browser load, in bytes as they were sent: compressed, without their headers. */
export interface FirstLoad {
  /** Scripts that the page's HTML names: what runs before anything is loaded on demand. */
  readonly scripts: number;
  readonly scriptCount: number;
  /** Scripts that the page asked for by itself afterwards. */
  readonly onDemand: number;
  readonly styles: number;
  readonly html: number;
  /** Paths that its scripts asked for: the API, streams, other pages ahead of time. */
  readonly asked: readonly string[];
}

const BY_SCRIPT: ReadonlySet<string> = new Set(["fetch", "xhr", "eventsource"]);

/**
 * Opens a page with an empty cache in a browser that is signed in, and weighs it once it is kept up to date.
 *
 * @param context has the session; no other tab of it may be open, whose stream the new one would share
 * @param url of the page
 */
export async function weighFirstLoad(context: BrowserContext, url: string): Promise<FirstLoad> {
  const page = await context.newPage();
  try {
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.setCacheDisabled", { cacheDisabled: true });
    const kinds = new Map<string, { type: string; path: string }>();
    const bytes = new Map<string, number>();
    session.on("Network.responseReceived", ({ requestId, type, response }) => {
      kinds.set(requestId, { type, path: new URL(response.url).pathname });
    });
    session.on("Network.dataReceived", ({ requestId, encodedDataLength }) => {
      bytes.set(requestId, (bytes.get(requestId) ?? 0) + encodedDataLength);
    });
    // Of the page itself only the end tells the size, headers included.
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (kinds.get(requestId)?.type === "Document") bytes.set(requestId, encodedDataLength);
    });
    const asked: string[] = [];
    page.on("request", (request) => {
      if (BY_SCRIPT.has(request.resourceType())) asked.push(new URL(request.url()).pathname);
    });
    const response = await page.goto(url);
    const html = (await response?.text()) ?? "";
    await page.locator('[data-stream="live"]').waitFor();
    const of = (type: string) =>
      [...kinds]
        .filter(([, kind]) => kind.type === type)
        .map(([id, { path }]) => ({ path, size: bytes.get(id) ?? 0 }));
    const sum = (files: readonly { size: number }[]) => files.reduce((total, { size }) => total + size, 0);
    // Old browsers alone run the one that says nomodule; others do not even load it.
    const first = of("Script").filter(({ path }) => html.includes(`src="${path}"`));
    return {
      scripts: sum(first),
      scriptCount: first.length,
      onDemand: sum(of("Script")) - sum(first),
      styles: sum(of("Stylesheet")),
      html: sum(of("Document")),
      asked,
    };
  } finally {
    await page.close();
  }
}
