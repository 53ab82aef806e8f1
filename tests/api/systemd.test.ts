import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GET } from "@/app/api/cron/[tier]/route";
import { nextRuns } from "@/lib/schedule/due";
import { amendEnv } from "@/server/env";
import { createProduct, type Product } from "@/tests/support/product";
import { CURL, locate, SYSTEMD_ANALYZE } from "@/tests/support/programs";

const UNITS = fileURLToPath(new URL("../../ops/systemd", import.meta.url));
const SECRET = "a-secret-of-the-cron-driver";
const TIERS = ["hourly", "working-hours", "events", "verification"] as const;
const analyze = locate(SYSTEMD_ANALYZE);
const curl = locate(CURL);

/** The value of a setting in a unit file. */
function setting(file: string, name: string): string {
  const found = new RegExp(`^${name}=(.*)$`, "m").exec(readFileSync(join(UNITS, file), "utf8"));
  if (!found) throw new Error(`${file} has no ${name}`);
  return found[1]!;
}

describe.skipIf(!analyze)("systemd", () => {
  test("finds nothing wrong with the units", () => {
    const dir = mkdtempSync(join(tmpdir(), "frescura-units-"));
    cpSync(UNITS, dir, { recursive: true });
    const units = TIERS.map((tier) => `frescura-tier@${tier}.timer`);
    expect(readdirSync(dir)).toEqual(expect.arrayContaining(units));
    for (const unit of units) {
      const { status, stderr } = spawnSync(analyze!, ["verify", join(dir, unit)], { encoding: "utf8" });
      // Of the units that the host itself has nothing is asked here.
      expect({ unit, status, ours: stderr.split("\n").filter((line) => line.includes("frescura")) }).toEqual({
        unit,
        status: 0,
        ours: [],
      });
    }
    rmSync(dir, { recursive: true });
  });

  test.each([
    ["hourly", "0 * * * *"],
    ["working-hours", "*/15 9-18 * * 1-5"],
    ["events", "*/5 * * * *"],
    ["verification", "30 3 * * *"],
  ])("elapses for the tier %s at every slot of its schedule", (tier, cron) => {
    // Over a weekend, and over a clock change elsewhere.
    for (const from of ["2026-11-20T21:00:00Z", "2027-03-12T23:00:00Z"]) {
      const base = from.replace("T", " ").replace("Z", " UTC");
      const { stdout, status } = spawnSync(
        analyze!,
        [
          "calendar",
          "--iterations=20",
          `--base-time=${base}`,
          setting(`frescura-tier@${tier}.timer`, "OnCalendar"),
        ],
        { encoding: "utf8", env: { NODE_ENV: "test", TZ: "UTC", LC_ALL: "C" } },
      );
      expect(status).toBe(0);
      const elapses = [...stdout.matchAll(/(?:Next elapse|Iter\. #\d+): \w+ (\S+) (\S+) UTC/g)].map(
        ([, day, time]) => new Date(`${day}T${time}Z`),
      );
      expect(elapses).toHaveLength(20);
      expect(elapses).toEqual(nextRuns({ cron, timeZone: "America/Mexico_City" }, new Date(from), 20));
    }
  });
});

describe.skipIf(!curl)("what a timer starts", () => {
  let product: Product;
  let server: Server;
  let seen: string[] = [];

  beforeAll(async () => {
    product = await createProduct();
    amendEnv({ CRON_SECRET: SECRET });
    await product.sql`update frescura.schedules set created_at = now() - interval '30 days'`;
    server = createServer(async (request, response) => {
      seen.push(`${request.method} ${request.url}`);
      const url = `http://${request.headers.host}${request.url}`;
      const tier = request.url!.split("/").at(-1)!;
      const headers = { authorization: request.headers.authorization ?? "" };
      const answer = await GET(new Request(url, { headers }), { params: Promise.resolve({ tier }) });
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterAll(async () => {
    amendEnv({ CRON_SECRET: "" });
    await new Promise((resolve) => server.close(resolve));
    await product.drop();
  });

  /** Starts the service as systemd would: its specifiers filled in, its environment file read, no shell around. */
  async function start(tier: string, secret = SECRET) {
    const line = setting("frescura-tier@.service", "ExecStart").replaceAll("%i", tier).replaceAll("%%", "%");
    const script = /^\/bin\/sh -c '(.*)'$/.exec(line)![1]!;
    const port = (server.address() as AddressInfo).port;
    const env = {
      PATH: process.env.PATH,
      NODE_ENV: "test",
      FRESCURA_URL: `http://127.0.0.1:${port}`,
      CRON_SECRET: secret,
    } as const;
    const child = spawn("/bin/sh", ["-c", script], { env, stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (out += text));
    const [code] = await once(child, "close");
    return { code, out };
  }

  test("delivers its tier, and the secret on no command line", async () => {
    seen = [];
    const { code, out } = await start("hourly");
    expect(code, out).toBe(0);
    expect(seen).toEqual(["GET /api/cron/hourly"]);
    expect(JSON.parse(out)).toMatchObject({
      tier: "hourly",
      claimed: true,
      runs: [{ outcome: "completed" }],
    });
    expect(JSON.parse((await start("hourly")).out)).toMatchObject({ claimed: false });
    expect(await product.sql`select triggered_by from frescura.refresh_log`).toEqual([
      { triggered_by: "http-cron:hourly" },
    ]);
  });

  test("fails where it is refused, so that systemd tells", async () => {
    expect(await start("hourly", "another-secret-altogether")).toMatchObject({
      code: 22,
      out: expect.stringContaining("401"),
    });
  });
});
