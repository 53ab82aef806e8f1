/** What an operation's path was called before: it answers there, too. */
export const FORMER_PATHS: readonly (readonly [former: string, path: string])[] = [
  ["/api/v1/mv/audits", "/api/v1/mv/verifications"],
  ["/api/v1/mv/audit/:view", "/api/v1/mv/verify/:view"],
  ["/api/v1/mv/waste", "/api/v1/mv/no-op-refreshes"],
];
