import { createServer, type Socket } from "node:net";

/** A mail as a test server took it. */
export interface ReceivedMail {
  from: string;
  to: string[];
  /** Head and body, as they came. */
  data: string;
}

/** A mail server of a test's own. */
export interface SmtpSink {
  url: string;
  mails: ReceivedMail[];
  stop(): Promise<void>;
}

/**
 * Starts a mail server that keeps what it gets; as much of RFC 5321 as a client without extensions needs.
 *
 * @param mode takes mails, refuses each with 451, or accepts connections and says nothing
 */
export async function startSmtp(mode: () => "take" | "refuse" | "silent" = () => "take"): Promise<SmtpSink> {
  const mails: ReceivedMail[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket)).on("error", () => {});
    if (mode() !== "silent") converse(socket, mails, mode);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    stop: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function converse(socket: Socket, mails: ReceivedMail[], mode: () => string): void {
  let mail: ReceivedMail = { from: "", to: [], data: "" };
  let inData = false;
  let rest = "";
  const say = (line: string) => socket.write(`${line}\r\n`);
  const hear = (line: string) => {
    if (inData && line !== ".") {
      mail.data += `${line}\n`;
    } else if (inData) {
      inData = false;
      mails.push(mail);
      mail = { from: "", to: [], data: "" };
      say("250 taken");
    } else if (/^(EHLO|HELO)/i.test(line)) say("250 sink");
    else if (/^MAIL FROM/i.test(line)) {
      mail.from = /<(.*)>/.exec(line)?.[1] ?? "";
      say(mode() === "refuse" ? "451 not now" : "250 ok");
    } else if (/^RCPT TO/i.test(line)) {
      mail.to.push(/<(.*)>/.exec(line)?.[1] ?? "");
      say("250 ok");
    } else if (/^DATA/i.test(line)) {
      inData = true;
      say("354 go on");
    } else if (/^QUIT/i.test(line)) {
      say("221 bye");
      socket.end();
    } else say(/^STARTTLS/i.test(line) ? "454 no TLS here" : "250 ok");
  };
  socket.setEncoding("utf8").on("data", (text) => {
    const lines = (rest + text).split("\r\n");
    rest = lines.pop() ?? "";
    lines.forEach(hear);
  });
  say("220 sink");
}
