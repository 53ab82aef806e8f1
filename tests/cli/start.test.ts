import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { VARIABLES } from "@/server/env";

const SCRIPT = fileURLToPath(new URL("../../scripts/start.ts", import.meta.url));
const NOWHERE = "postgres://nobody:nothing@127.0.0.1:1/nowhere";

/** Runs the start to its end, as it is where something is wrong before anything runs. */
async function start(settings: Record<string, string>) {
  const unset = Object.fromEntries(Object.keys(VARIABLES.shape).map((name) => [name, ""]));
  const child = spawn(process.execPath, ["--import", "tsx", SCRIPT], {
    env: { ...process.env, ...unset, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const [code] = await once(child, "close");
  return { code, output };
}

describe("npm start", () => {
  test("names every bad variable", async () => {
    const { code, output } = await start({ PORT: "http", WORKER: "perhaps" });
    expect(code).toBe(1);
    expect(output).toContain("PORT is not a whole number");
    expect(output).toContain("WORKER is none of the known values");
  });

  test("wants a secret before it serves a database of yours", async () => {
    const { code, output } = await start({ DATABASE_URL: NOWHERE });
    expect(code).toBe(1);
    expect(output).toContain("NEXTAUTH_SECRET is missing");
  });

  test("says when DATABASE_URL leads nowhere, without its password", async () => {
    const { code, output } = await start({ DATABASE_URL: NOWHERE, NEXTAUTH_SECRET: "s".repeat(32) });
    expect(code).toBe(1);
    expect(output).toContain("The database that DATABASE_URL names does not let us in");
    expect(output).toContain("ECONNREFUSED");
    expect(output).not.toContain("nothing");
  });

  test("does not take another port than the one you set", async () => {
    const other = createServer().listen({ host: "127.0.0.1", port: 0 });
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { code, output } = await start({ PORT: `${port}` });
    other.close();
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} is in use`);
  });
});
