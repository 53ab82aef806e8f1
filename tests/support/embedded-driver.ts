/**
 * A process of its own that starts an embedded server, for the tests that kill such a process.
 *
 * Reads one line of JSON from standard input, prints one, and stops the server when its input ends.
 */
import { createInterface } from "node:readline";
import { defaultDataDir, startEmbedded } from "../../db/embedded";

interface Order {
  /** Project whose default place to use, when `dataDir` is not given. */
  projectDir: string;
  dataDir?: string;
  port?: number;
  /** Off unless a test crashes the server and wants its data back. */
  durable?: boolean;
  /** Account to become before anything starts. */
  become?: { uid: number; gid: number };
}

const lines = createInterface({ input: process.stdin });
const closed = new Promise((resolve) => lines.once("close", resolve));
const [first] = await new Promise<[string]>((resolve) => lines.once("line", (line) => resolve([line])));
const order: Order = JSON.parse(first);

if (order.become) {
  process.setgroups?.([order.become.gid]);
  process.setgid?.(order.become.gid);
  process.setuid?.(order.become.uid);
}

const log: string[] = [];
try {
  const dataDir = order.dataDir ?? (await defaultDataDir(order.projectDir));
  const server = await startEmbedded({
    dataDir,
    port: order.port,
    durable: order.durable ?? false,
    onLog: (line) => log.push(line),
  });
  const { url, port, attached } = server;
  process.stdout.write(`${JSON.stringify({ dataDir, url, port, attached, log })}\n`);
  await closed;
  await server.stop();
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: (error as Error).message })}\n`);
}
