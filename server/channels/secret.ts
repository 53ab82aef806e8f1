import { randomBytes } from "node:crypto";

const SECRET_BYTES = 32;

/** A new secret in the form of Standard Webhooks: `whsec_` and 256 random bits in base64. */
export function makeWebhookSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
}
