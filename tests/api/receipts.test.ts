import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { visibleAnswer } from "@/lib/contract/visible";
import { type Api, call, newToken, startApi } from "@/tests/support/api";

const run = promisify(execFile);

let api: Api;
let server: Server;

/** The routes behind a real socket, so that curl can ask them. */
beforeAll(async () => {
  api = await startApi();
  await api.database.sql`select frescura.refresh('universal-transactions', 'test')`;
  server = createServer(async (request, response) => {
    const token = request.headers.authorization?.replace("Bearer ", "");
    const answer = await call(request.method!, request.url!, { token });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(await answer.text());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  await api.stop();
});

test("the example of the documentation reads its own write", async () => {
  const text = readFileSync("docs/exact-freshness.md", "utf8");
  const example = /<!-- receipts:.*?-->\n```bash\n(.*?)```/s.exec(text)?.[1];
  expect(example).toContain("frescura.receipt()");
  const { port } = server.address() as AddressInfo;
  const env = {
    ...process.env,
    DATABASE_URL: api.database.url,
    TOKEN: await newToken("cfo"),
    FRESCURA_URL: `http://127.0.0.1:${port}`,
  };
  const { stdout } = await run("bash", ["-euo", "pipefail", "-c", example!], { env });
  const answer = visibleAnswer.parse(JSON.parse(stdout));
  expect(answer).toMatchObject({ state: "visible", visible: true, refresh_requested: true });
  const [row] = await api.database.sql`
    select count(*)::integer as count from universal_transactions_mv where folio = 'POS-RECEIPT'`;
  expect(row).toEqual({ count: 1 });
});
