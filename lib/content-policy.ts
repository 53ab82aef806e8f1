const OWN = [
  "default-src 'self'",
  // React writes style attributes into the page; a style can neither run nor send anything here.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

/**
 * What a page may load and run.
 *
 * @param nonce of this answer: the inline scripts that carry it are ours
 * @param dev whether it is built as it is asked for, which takes eval and a socket
 */
export function pagePolicy(nonce: string, dev: boolean): string {
  const scripts = `script-src 'self' 'nonce-${nonce}'${dev ? " 'unsafe-eval'" : ""}`;
  return [...OWN, scripts, `connect-src 'self'${dev ? " ws:" : ""}`].join("; ");
}

/** Of what is no page: answers of the API and files. Opened by themselves they load nothing. */
export const ANSWER_POLICY =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
