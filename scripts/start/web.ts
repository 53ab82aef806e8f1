import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import getPort, { portNumbers } from "get-port";
import { distDirOf } from "./build";
import { preferPrecompressed } from "./precompress";

/** The web server: first a door that says "starting", later the application behind it. */
export interface Door {
  readonly port: number;
  /** Lets requests through to the application. */
  open(listener: RequestListener): void;
  readonly server: Server;
  /** Accepts nothing new, and gives requests under way a moment. */
  close(graceMs?: number): Promise<void>;
}

const PORTS_TRIED = 100;
const CLOSE_GRACE_MS = 5_000;

/**
 * Takes the port before anything slow happens, so that a busy one is told at once.
 *
 * @param port the port to begin with
 * @param demanded whether it must be this very port
 */
export async function takePort(host: string, port: number, demanded: boolean): Promise<Door> {
  const last = demanded ? port : Math.min(port + PORTS_TRIED, 65_535);
  for (let from = port; from <= last; ) {
    // Asked on every address of this machine: next to a server on 0.0.0.0 or ::1, "localhost" would be a lottery.
    const free = await getPort({ port: demanded ? port : portNumbers(from, last) });
    if (free < from || free > last) break;
    const door = await listen(host, free);
    if (door) return door;
    from = free + 1;
  }
  throw new Error(
    demanded
      ? `Port ${port} is in use. Free it, set PORT to another, or leave PORT unset to take the next free one.`
      : `Ports ${port} to ${last} are all in use. Free one, or set PORT.`,
  );
}

const starting: RequestListener = (_request, response) => {
  response.writeHead(503, { "Content-Type": "text/plain; charset=utf-8", "Retry-After": "2" });
  response.end("Frescura is starting. Try again in a moment.\n");
};

async function listen(host: string, port: number): Promise<Door | undefined> {
  let listener = starting;
  const server = createServer((request, response) => listener(request, response));
  server.listen({ host, port });
  try {
    await once(server, "listening");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") return undefined;
    throw error;
  }
  return {
    port,
    server,
    open: (behind) => {
      listener = behind;
    },
    close: async (graceMs = CLOSE_GRACE_MS) => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeIdleConnections();
      await Promise.race([closed, sleep(graceMs, undefined, { ref: false })]);
      // Streams and idle keep-alive connections would hold the end up for minutes.
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Starts Next in this process, behind a door. */
export async function startNext(
  door: Door,
  options: { dir: string; dev: boolean; host: string },
): Promise<() => Promise<void>> {
  const { default: next } = await import("next");
  const { dir, dev, host } = options;
  const app = next({ dir, dev, hostname: host, port: door.port, httpServer: door.server });
  await (dev ? app.prepare() : quietly(() => app.prepare()));
  const handle = app.getRequestHandler();
  const served: RequestListener = (request, response) => void handle(request, response);
  const [{ withStreams }, { withGuard }] = await Promise.all([import("./streams"), import("./guard")]);
  door.open(withGuard(await withStreams(dev ? served : preferPrecompressed(distDirOf(dir), served))));
  return () => app.close();
}

/** Next reports on itself while it prepares; in production the progress lines say all that a person needs. */
async function quietly(work: () => Promise<void>): Promise<void> {
  const { log } = console;
  console.log = () => {};
  try {
    await work();
  } finally {
    console.log = log;
  }
}
