import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { announce } from "@/scripts/start/announce";
import { sourcesHash } from "@/scripts/start/build";
import { explain } from "@/scripts/start/explain";
import { Interrupted, Lifecycle } from "@/scripts/start/lifecycle";
import { Progress } from "@/scripts/start/progress";
import { demoSecrets } from "@/scripts/start/secrets";
import { takePort } from "@/scripts/start/web";
import { loadEnv } from "@/server/env";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "frescura-start-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe("the end", () => {
  test("comes in the opposite order, once", async () => {
    const life = new Lifecycle();
    const ended: string[] = [];
    for (const name of ["database", "web", "worker"]) life.onEnd(name, async () => ended.push(name));
    const ends = [life.end(() => {}), life.end(() => {})];
    expect(await Promise.all(ends)).toEqual([true, true]);
    expect(ended).toEqual(["worker", "web", "database"]);
  });

  test("goes on past what does not stop, and tells", async () => {
    const life = new Lifecycle();
    const ended: string[] = [];
    const reported: string[] = [];
    life.onEnd("database", async () => ended.push("database"));
    life.onEnd("web", () => Promise.reject(new Error("stuck")));
    expect(await life.end((name) => reported.push(name))).toBe(false);
    expect({ ended, reported }).toEqual({ ended: ["database"], reported: ["web"] });
  });

  test("waits for the step under way, and lets no further one begin", async () => {
    const life = new Lifecycle();
    const ended: string[] = [];
    let finish = () => {};
    const step = life.run(async () => {
      await new Promise<void>((done) => {
        finish = done;
      });
      life.onEnd("late", async () => ended.push("late"));
    });
    const end = life.end(() => {});
    expect(life.signal.aborted).toBe(true);
    await expect(life.run(async () => {})).rejects.toBeInstanceOf(Interrupted);
    finish();
    await Promise.all([step, end]);
    expect(ended).toEqual(["late"]);
  });
});

describe("progress", () => {
  const printed = async (work: Parameters<Progress["step"]>[1]) => {
    const lines: string[] = [];
    await new Progress(2, (text) => lines.push(text)).step("database", work).catch(() => undefined);
    return lines;
  };

  test("is one line per step, with its time", async () => {
    expect(await printed(async () => "ready")).toEqual([
      expect.stringMatching(/^\[1\/2\] database {5}ready \(\d+\.\d s\)\n$/),
    ]);
  });

  test("can tell ahead of what takes long", async () => {
    const lines = await printed(async (ahead) => {
      ahead("working …");
      return "ready";
    });
    expect(lines[0]).toBe("[1/2] database     working …\n");
  });

  test("says which step failed", async () => {
    const lines = await printed(() => Promise.reject(new Error("no")));
    expect(lines).toEqual([expect.stringContaining("database     failed")]);
  });
});

describe("the port", () => {
  let other: Server;
  let busy: number;
  beforeEach(async () => {
    other = createServer();
    await new Promise<void>((listening) => other.listen({ host: "127.0.0.1", port: 0 }, listening));
    busy = (other.address() as AddressInfo).port;
  });
  afterEach(() => new Promise((closed) => other.close(closed)));

  test("is the next free one where it was not demanded", async () => {
    const door = await takePort("127.0.0.1", busy, false);
    expect(door.port).toBeGreaterThan(busy);
    await door.close();
  });

  test("is refused where it was demanded and is busy", async () => {
    await expect(takePort("127.0.0.1", busy, true)).rejects.toThrow(`Port ${busy} is in use`);
  });

  test("says that the application starts, until it is there", async () => {
    const door = await takePort("127.0.0.1", busy, false);
    const url = `http://127.0.0.1:${door.port}`;
    const early = await fetch(url);
    expect([early.status, early.headers.get("retry-after")]).toEqual([503, "2"]);
    door.open((_request, response) => response.end("here"));
    expect(await (await fetch(url)).text()).toBe("here");
    await door.close();
  });

  test("closes under a client that never leaves", async () => {
    const door = await takePort("127.0.0.1", busy, false);
    const client = connect({ host: "127.0.0.1", port: door.port });
    const gone = new Promise((closed) => client.once("close", closed));
    await new Promise((connected) => client.once("connect", connected));
    await door.close(0);
    await gone;
  });
});

describe("the sources' fingerprint", () => {
  const write = (path: string, text: string) => {
    mkdirSync(join(dir, path, ".."), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  beforeEach(() => {
    write("app/page.tsx", "one");
    write("next.config.ts", "one");
    write("package-lock.json", "one");
  });

  test("is the same for the same contents, however old", () => {
    const before = sourcesHash(dir);
    utimesSync(join(dir, "app/page.tsx"), 0, 0);
    write("worker/loop.ts", "is not built");
    write("README.md", "is not built");
    expect(sourcesHash(dir)).toBe(before);
  });

  test.each(["app/page.tsx", "next.config.ts", "package-lock.json", "lib/deep/down.ts", "proxy.ts"])(
    "changes with %s",
    (path) => {
      const before = sourcesHash(dir);
      write(path, "two");
      expect(sourcesHash(dir)).not.toBe(before);
    },
  );
});

describe("the demo's secrets", () => {
  test("are made once, for their owner's eyes only", () => {
    const dataDir = join(dir, "home", "pg");
    const secrets = demoSecrets(dataDir);
    expect(demoSecrets(dataDir)).toEqual(secrets);
    expect(statSync(`${dataDir}.secrets.json`).mode & 0o777).toBe(0o600);
    const { NEXTAUTH_SECRET, CRON_SECRET } = secrets;
    expect(loadEnv({ NEXTAUTH_SECRET, CRON_SECRET })).toMatchObject({ NEXTAUTH_SECRET, CRON_SECRET });
  });

  test("differ between installations", () => {
    expect(demoSecrets(join(dir, "a"))).not.toEqual(demoSecrets(join(dir, "b")));
  });
});

describe("what the start tells", () => {
  const told = (settings: Record<string, string>, demo?: Parameters<typeof announce>[0]["demo"]) => {
    let text = "";
    const write = (more: string) => {
      text += more;
    };
    announce({ env: loadEnv(settings), demo, seconds: "3.0 s" }, write);
    return text;
  };

  test("shows the demo's accounts and their password", () => {
    const accounts = [{ email: "cfo@frescura.demo", role: "cfo" }];
    const text = told({ NEXTAUTH_URL: "http://localhost:3007" }, { accounts, password: "abcd-efgh" });
    for (const part of ["http://localhost:3007", "cfo@frescura.demo (cfo)", "abcd-efgh"])
      expect(text).toContain(part);
  });

  test("keeps the customer's database password to itself", () => {
    const text = told({ DATABASE_URL: "postgres://me:hunter2@db.example/erp" });
    expect(text).toContain("db.example:5432/erp");
    expect(text).not.toContain("hunter2");
  });

  test("explains an error by everything behind it", () => {
    const refused = new AggregateError([new Error("refused ::1"), new Error("refused 127.0.0.1")], "");
    expect(explain(new Error("no database", { cause: refused }))).toBe(
      "no database: refused ::1: refused 127.0.0.1",
    );
  });
});
