import { once } from "node:events";
import { createServer, type Server, type Socket, connect as toServer } from "node:net";

/** A way to a database that a test can shut: what goes through is cut, and what comes is turned away. */
export class Door {
  private server: Server | undefined;
  private readonly through = new Set<Socket>();
  private port = 0;
  private hangingUp = false;
  /** How many connections were hung up on. */
  turnedAway = 0;

  constructor(private readonly target: string) {}

  /** Lets connections through, at the same port every time. */
  async open(): Promise<void> {
    this.hangingUp = false;
    if (this.server) return;
    this.server = createServer((socket) => this.admit(socket));
    this.server.listen({ host: "127.0.0.1", port: this.port });
    await once(this.server, "listening");
    this.port = (this.server.address() as { port: number }).port;
  }

  /** Cuts every connection and refuses new ones, as a host without a server does. */
  async refuse(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    const closed = once(server, "close");
    server.close();
    this.cut();
    await closed;
  }

  /** Cuts every connection, and hangs up on new ones, as a proxy does whose server is away. */
  hangUp(): void {
    this.hangingUp = true;
    this.cut();
  }

  /** The database's address through this door. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = "127.0.0.1";
    url.port = `${this.port}`;
    return url.href;
  }

  private admit(socket: Socket): void {
    socket.on("error", () => {});
    if (this.hangingUp) {
      this.turnedAway++;
      // Read on, or the end of the other side would never be seen.
      socket.resume().end();
      return;
    }
    const { hostname, port } = new URL(this.target);
    const behind = toServer({ host: hostname, port: Number(port) });
    behind.on("error", () => {});
    for (const [from, to] of [[socket, behind] as const, [behind, socket] as const]) {
      this.through.add(from);
      from.on("close", () => {
        this.through.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  }

  private cut(): void {
    for (const socket of this.through) socket.destroy();
  }
}
