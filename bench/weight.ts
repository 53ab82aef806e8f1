import { weighFirstLoad } from "@/scripts/test/first-load";
import { PAGES, withDemo } from "./support/browser";
import type { Report } from "./support/markdown";
import { figure } from "./support/stats";

const OVERVIEW_KB_MAX = 170;

/** What each page makes a browser load before it is of use. */
export async function weight(): Promise<Report> {
  const weighed = await withDemo(async ({ context }) => {
    const loads = [];
    for (const page of PAGES) loads.push({ ...page, load: await weighFirstLoad(context, page.path) });
    return loads;
  });
  const kB = (bytes: number) => figure(bytes / 1024);
  const overview = weighed[0]!.load.scripts;
  return {
    name: "weight",
    title: "What a page weighs",
    method:
      "bodies as Chromium received them from a production build, compressed, its cache empty; kB of 1,024 bytes. First: what the HTML names. On demand: what the page fetched by itself until it was live (charts as they are seen). The ratio is to the overview's first scripts.",
    head: ["page", "scripts first, kB", "ratio", "scripts on demand, kB", "styles, kB", "HTML, kB", "aim"],
    rows: weighed.map(({ name, load }) => [
      name,
      kB(load.scripts),
      figure(load.scripts / overview),
      kB(load.onDemand),
      kB(load.styles),
      kB(load.html),
      name === "overview" ? `first scripts ≤ ${OVERVIEW_KB_MAX} kB` : "",
    ]),
  };
}
