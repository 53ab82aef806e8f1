import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { precompress, preferPrecompressed, takesBrotli } from "@/scripts/start/precompress";

const SCRIPT = "console.log('fresh');".repeat(200);
let dist: string;
let server: Server;
let asked: string[] = [];

beforeAll(async () => {
  dist = mkdtempSync(join(tmpdir(), "precompress-"));
  mkdirSync(join(dist, "static/chunks"), { recursive: true });
  writeFileSync(join(dist, "static/chunks/a.js"), SCRIPT);
  writeFileSync(join(dist, "static/chunks/a.txt"), SCRIPT);
  await precompress(dist);
  const listener = preferPrecompressed(dist, (request, response) => {
    asked.push(request.url ?? "");
    response.end();
  });
  server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => {
  server.close();
  rmSync(dist, { recursive: true });
});

async function ask(path: string, encoding: string) {
  asked = [];
  const { port } = server.address() as AddressInfo;
  const { headers } = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: "HEAD",
    headers: { "accept-encoding": encoding },
  });
  return { asked: asked[0], encoding: headers.get("content-encoding"), type: headers.get("content-type") };
}

describe("a build's scripts", () => {
  it("go out precompressed to who takes that, under their own type", async () => {
    expect(await ask("/_next/static/chunks/a.js?dpl=1", "gzip, br")).toEqual({
      asked: "/_next/static/chunks/a.js.br?dpl=1",
      encoding: "br",
      type: "application/javascript; charset=UTF-8",
    });
  });

  it.each([
    ["/_next/static/chunks/a.js", "gzip"],
    ["/_next/static/chunks/a.js", "br;q=0, gzip"],
    ["/_next/static/chunks/gone.js", "br"],
    ["/_next/static/chunks/a.txt", "br"],
    ["/chunks/a.js", "br"],
    ["/", "br"],
  ])("%s with %s goes out as it is", async (path, encoding) => {
    expect(await ask(path, encoding)).toMatchObject({ encoding: null, type: null });
    expect(asked[0]).not.toContain(".br");
  });

  it("are precompressed for browsers as they ask", () => {
    expect(takesBrotli("gzip, deflate, br, zstd")).toBe(true);
    expect(takesBrotli(undefined)).toBe(false);
    expect(takesBrotli("BR; q=0.5")).toBe(true);
    expect(takesBrotli("br; q=0.0")).toBe(false);
  });
});
