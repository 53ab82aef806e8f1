import type { Limit } from "@/db/queries/limits";

/**
 * What is left of a limit, as draft-ietf-httpapi-ratelimit-headers has it: the policy (so many in so many seconds) and
 * how it stands.
 *
 * @param retryAfter seconds until the next use is free, where none is left
 */
export function rateLimitHeaders(
  limit: Limit,
  remaining: number,
  retryAfter?: number,
): Record<string, string> {
  const reset = retryAfter === undefined ? "" : `;t=${retryAfter}`;
  return {
    "RateLimit-Policy": `"${limit.bucket}";q=${limit.uses};w=${limit.windowMinutes * 60}`,
    RateLimit: `"${limit.bucket}";r=${remaining}${reset}`,
  };
}
