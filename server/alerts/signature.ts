import { createHmac } from "node:crypto";

/** What is signed: the id and the body of a message, with the moment at which it is sent. */
export interface Signed {
  id: string;
  body: string;
  at: Date;
  /** As `whsec_<base64>`. */
  secrets: readonly string[];
}

/**
 * The headers by which a receiver knows that a message is ours and new, as Standard Webhooks has them
 * (standardwebhooks.com): one signature by each secret, so that one can be exchanged while messages go out.
 */
export function signatureHeaders({ id, body, at, secrets }: Signed): Record<string, string> {
  if (secrets.length === 0) return {};
  const seconds = Math.floor(at.getTime() / 1000);
  const signatures = secrets.map((secret) => `v1,${signature(secret, `${id}.${seconds}.${body}`)}`);
  return {
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": signatures.join(" "),
  };
}

function signature(secret: string, text: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return createHmac("sha256", key).update(text).digest("base64");
}
