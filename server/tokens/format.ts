import { createHash, randomInt } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const PREFIX = "fr_";
const SECRET_LENGTH = 34;
const CHECKSUM_LENGTH = 6;
const SHAPE = new RegExp(`^${PREFIX}[0-9A-Za-z]{${SECRET_LENGTH + CHECKSUM_LENGTH}}$`);

/**
 * A new token: `fr_` and 40 characters, of which 34 are random (202 bits) and 6 a checksum, by which scanners
 * of leaked secrets tell a token from a text that looks like one.
 */
export function makeToken(): string {
  const secret = Array.from({ length: SECRET_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return PREFIX + secret + checksum(secret);
}

/** Whether a text can be a token at all: most that is mistyped or cut off is told without a query. */
export function looksLikeToken(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  const secret = text.slice(PREFIX.length, -CHECKSUM_LENGTH);
  return text.endsWith(checksum(secret));
}

/** What the database keeps of a token. A fast hash will do: nobody guesses 202 random bits. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** What people recognise a token by. */
export function tokenPrefix(token: string): string {
  return token.slice(0, PREFIX.length + 6);
}

function checksum(secret: string): string {
  let rest = createHash("sha256").update(secret).digest().readUInt32BE();
  let digits = "";
  while (digits.length < CHECKSUM_LENGTH) {
    digits = ALPHABET[rest % ALPHABET.length] + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}
