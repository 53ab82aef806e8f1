/** What may be done with a view's numbers, the worst first (`frescura.verdict`); contract C2. */
export const VERDICTS = ["suspended", "failing", "unverified", "late", "incomplete", "reliable"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The rank of what is late (`frescura.verdict_codes`): a view whose age goes on without the server comes to it. */
export const LATE_RANK = 50;
