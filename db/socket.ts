import { connect, type Socket } from "node:net";

/** Length of PostgreSQL's CancelRequest, which the server answers by closing the connection. */
const CANCEL_REQUEST_BYTES = 16;

/** What postgres.js hands over when it wants a connection. */
interface Address {
  host: string[];
  port: number[];
  path?: string | false;
}

/**
 * Opens a socket for postgres.js that ends with an error when the other side closes it without a word, as proxies
 * and poolers do whose server is away. postgres.js alone would connect anew at once, hundreds of times a second, and
 * its query would neither fail nor end.
 */
export function openSocket({ host, port, path }: Address): Socket {
  // What is written before it is connected waits.
  const socket = path ? connect(path) : connect(port[0]!, host[0]!);
  socket.on("end", () => {
    if (socket.bytesRead > 0 || socket.bytesWritten === CANCEL_REQUEST_BYTES) return;
    const error = new Error(
      `the connection to ${path || `${host[0]}:${port[0]}`} was closed without an answer`,
    );
    // Nothing had begun yet: as good as refused, and unlike a reset in the middle of work.
    socket.destroy(Object.assign(error, { code: "ECONNREFUSED" }));
  });
  // For the name in the server's certificate.
  return Object.assign(socket, { host: host[0] });
}
