import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { CHROMIUM_ARGS, findBrowser } from "@/scripts/browser";
import { PAGES, withDemo } from "./support/browser";
import type { Report } from "./support/markdown";
import { figure, median } from "./support/stats";

/** Fetched by npm when it is measured with: 185 MB that nobody else should have to install. */
const LIGHTHOUSE = "lighthouse@12.8.2";
const REPORT_BYTES_MAX = 64 * 1024 * 1024;
const TRIES_MAX = 3;
const FORMS = ["mobile", "desktop"] as const;

const run = promisify(execFile);

interface Audited {
  categories: Record<"performance" | "accessibility" | "best-practices", { score: number }>;
  audits: Record<
    "first-contentful-paint" | "largest-contentful-paint" | "total-blocking-time" | "cumulative-layout-shift",
    { numericValue: number }
  >;
}

/** What Lighthouse says of the pages that people keep open, and of the lightest page there is as their peer. */
export async function lighthouse({ small }: { small: boolean }): Promise<Report> {
  const rounds = small ? 1 : 3;
  const pages = [{ name: "sign-in (the peer)", path: "/sign-in" }, ...PAGES.slice(0, small ? 1 : 3)];
  const rows = await withDemo(async ({ app, context }) => {
    const cookies = await context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const found: string[][] = [];
    for (const form of FORMS) {
      const seen = new Map<string, Audited[]>(pages.map(({ name }) => [name, []]));
      for (let round = 0; round < rounds; round++) {
        for (const { name, path } of pages) {
          const session = path === "/sign-in" ? "" : cookie;
          seen.get(name)!.push(await audit(`${app.url}${path}`, form, session));
        }
      }
      const peer = seen.get(pages[0]!.name)!;
      for (const [name, audits] of seen) found.push(rowOf(name, form, audits, peer));
    }
    return found;
  });
  return {
    name: "lighthouse",
    title: "What Lighthouse says",
    method: `${LIGHTHOUSE} with its own presets (mobile: a slow phone on slow 4G, simulated; desktop), on a production build of the demo, signed in as the CFO; medians of ${rounds} rounds in turn. LCP is also given as a ratio to the sign-in page's, the least that a page can be.`,
    head: [
      ...["page", "form", "performance", "accessibility", "best practices"],
      ...["FCP, ms", "LCP, ms", "LCP / peer", "TBT, ms", "CLS", "aim"],
    ],
    rows,
  };
}

function rowOf(name: string, form: string, audits: readonly Audited[], peer: readonly Audited[]): string[] {
  const score = (of: keyof Audited["categories"]) =>
    String(Math.round(100 * median(audits.map(({ categories }) => categories[of].score))));
  const value = (from: readonly Audited[], of: keyof Audited["audits"]) =>
    median(from.map((one) => one.audits[of].numericValue));
  const lcp = value(audits, "largest-contentful-paint");
  return [
    ...[name, form, score("performance"), score("accessibility"), score("best-practices")],
    figure(value(audits, "first-contentful-paint")),
    figure(lcp),
    figure(lcp / value(peer, "largest-contentful-paint")),
    figure(value(audits, "total-blocking-time")),
    value(audits, "cumulative-layout-shift").toFixed(3),
    name === "overview" ? "performance ≥ 95, accessibility 100" : "",
  ];
}

/** One run of Lighthouse; again where it says of itself that its recording went wrong. */
async function audit(url: string, form: (typeof FORMS)[number], cookie: string): Promise<Audited> {
  for (let tries = 1; ; tries++) {
    try {
      return await auditOnce(url, form, cookie);
    } catch (error) {
      const { stderr } = error as { stderr?: string };
      if (tries === TRIES_MAX || !stderr?.includes("run Lighthouse again")) throw error;
    }
  }
}

/** One run of Lighthouse in a browser of its own. */
async function auditOnce(url: string, form: (typeof FORMS)[number], cookie: string): Promise<Audited> {
  const dir = mkdtempSync(join(tmpdir(), "frescura-lighthouse-"));
  const headers = join(dir, "headers.json");
  writeFileSync(headers, JSON.stringify(cookie ? { Cookie: cookie } : {}));
  try {
    const { stdout } = await run(
      "npm",
      [
        ...["exec", "--yes", `--package=${LIGHTHOUSE}`, "--", "lighthouse", url, "--quiet"],
        ...["--output=json", "--output-path=stdout", `--extra-headers=${headers}`],
        "--only-categories=performance,accessibility,best-practices",
        `--chrome-flags=${["--headless=new", ...CHROMIUM_ARGS].join(" ")}`,
        ...(form === "desktop" ? ["--preset=desktop"] : []),
      ],
      { maxBuffer: REPORT_BYTES_MAX, env: { ...process.env, CHROME_PATH: findBrowser() }, cwd: dir },
    );
    return JSON.parse(stdout) as Audited;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
