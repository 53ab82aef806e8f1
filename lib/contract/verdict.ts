import { z } from "zod";
import { VERDICTS } from "@/lib/view-verdict";

export const verdict = z.enum(VERDICTS);

/** What was found: a code of `frescura.verdict_codes`, the verdict that it means, and its facts. */
export const verdictReason = z.looseObject({ code: z.string(), verdict });
export type VerdictReason = z.infer<typeof verdictReason>;
