import { z } from "zod";

/** What may be done with a view's numbers, the worst first (`frescura.verdict`); contract C2. */
export const VERDICTS = ["suspended", "failing", "unverified", "late", "incomplete", "reliable"] as const;
export const verdict = z.enum(VERDICTS);
export type Verdict = z.infer<typeof verdict>;

/** The rank of what is late (`frescura.verdict_codes`): a view whose age goes on without the server comes to it. */
export const LATE_RANK = 50;

/** What was found: a code of `frescura.verdict_codes`, the verdict that it means, and its facts. */
export const verdictReason = z.looseObject({ code: z.string(), verdict });
export type VerdictReason = z.infer<typeof verdictReason>;
