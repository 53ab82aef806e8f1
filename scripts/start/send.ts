import type { ServerResponse } from "node:http";
import { pipeline, Readable } from "node:stream";

/** Sends a web `Response` over a response of Node's, as it comes. */
export function send(answer: Response, response: ServerResponse): void {
  answer.headers.forEach((value, name) => {
    response.setHeader(name, value);
  });
  response.writeHead(answer.status);
  response.flushHeaders();
  if (!answer.body) response.end();
  // Ends early whenever somebody closes their page: nothing to tell anyone.
  else pipeline(Readable.fromWeb(answer.body as never), response, () => {});
}
