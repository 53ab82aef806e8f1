import ipaddr from "ipaddr.js";
import { createTransport } from "nodemailer";
import { env } from "@/server/env";
import type { Outgoing, Sink } from "../sink";

export default { send } satisfies Sink;

/** Sends a message as a mail of plain text, by SMTP_URL; `timeoutMs` is for connecting, the greeting, an answer each. */
async function send({ id, target, message }: Outgoing, timeoutMs: number): Promise<void> {
  const { SMTP_URL: smtpUrl, ALERT_FROM: from } = env();
  if (!smtpUrl) throw new Error("SMTP_URL is not set, so no mail can be sent.");
  // Not as `url`: nodemailer would take that alone, and leave out all that stands beside it.
  const transport = createTransport({
    ...serverOf(new URL(smtpUrl)),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from,
      to: target,
      subject: message.subject,
      text: message.text,
      // The same at every attempt, so that a mail client shows a repetition once.
      messageId: `<${id}@frescura>`,
      headers: { "X-Frescura-Notification": id, "Auto-Submitted": "auto-generated" },
    });
  } catch (error) {
    throw new Error(inWords(error));
  } finally {
    transport.close();
  }
}

/** Without the server's own lines: they can quote the account. */
function inWords(error: unknown): string {
  const { code = "", responseCode } = error as { code?: string; responseCode?: number };
  if (code === "ETLS") return "The mail server offers no TLS, and a password is not sent in clear.";
  if (code === "EAUTH") return "The mail server does not accept the account in SMTP_URL.";
  if (responseCode) return `The mail server refused it (${responseCode}).`;
  if (code === "ETIMEDOUT") return "The mail server did not answer in time.";
  return `The mail server cannot be reached${code ? ` (${code})` : ""}.`;
}

function serverOf({ protocol, hostname, port, username, password }: URL) {
  const secure = protocol === "smtps:";
  const auth = username && { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    ...(auth && { auth }),
    // Nobody between hears the password; on this machine there is nobody.
    requireTLS: Boolean(auth) && !secure && !isThisMachine(hostname),
  };
}

function isThisMachine(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, "");
  return bare === "localhost" || (ipaddr.isValid(bare) && ipaddr.process(bare).range() === "loopback");
}
