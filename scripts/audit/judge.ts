import { z } from "zod";

/** A finding that is argued: why it does not reach us, or what it waits for, and until when that holds. */
export const exceptions = z.array(
  z.strictObject({
    /** As GitHub calls it, such as GHSA-xxxx-xxxx-xxxx. */
    advisory: z.string().regex(/^GHSA(-[0-9a-z]{4}){3}$/),
    package: z.string().min(1),
    why: z.string().min(20),
    until: z.iso.date(),
  }),
);
export type Exception = z.infer<typeof exceptions>[number];

/** What `npm audit --json` says where the registry answers, as far as it is read here. */
const report = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      via: z.array(
        z.union([
          // The name of another package, which has its own entry.
          z.string(),
          z.object({ name: z.string(), title: z.string(), url: z.string(), severity: z.string() }),
        ]),
      ),
    }),
  ),
});

/** What came of an audit. */
export type Judgement =
  | { answered: false; why: string }
  | { answered: true; open: string[]; argued: string[]; over: string[] };

/**
 * Judges the findings of an audit by the exceptions that are argued.
 *
 * @param output of `npm audit --json`
 * @param today as an ISO date, from which on an exception counts until its day, half a year away at most
 */
export function judgeAudit(output: string, argued: readonly Exception[], today: string): Judgement {
  const parsed = report.safeParse(jsonOf(output));
  if (!parsed.success) return { answered: false, why: reasonOf(output) };
  const found = new Map<string, string>();
  for (const { via } of Object.values(parsed.data.vulnerabilities)) {
    for (const one of via) {
      if (typeof one === "string") continue;
      const advisory = one.url.split("/").at(-1)!;
      found.set(`${advisory} ${one.name}`, `${one.severity}: ${one.name}: ${one.title} (${one.url})`);
    }
  }
  const holds = new Set(argued.filter(({ until }) => until >= today && until <= latest(today)).map(keyOf));
  const split = (isArgued: boolean) =>
    [...found].filter(([key]) => holds.has(key) === isArgued).map(([, told]) => told);
  return {
    answered: true,
    open: split(false),
    argued: split(true),
    over: argued.map(keyOf).filter((key) => !found.has(key)),
  };
}

/** Half a year: what a finding waits for is to be looked at again. */
const DAYS_MAX = 184;

const latest = (today: string) =>
  new Date(Date.parse(today) + DAYS_MAX * 86_400_000).toISOString().slice(0, 10);

const keyOf = (one: Exception) => `${one.advisory} ${one.package}`;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why a registry gave no answer, as npm puts it. */
function reasonOf(output: string): string {
  const told = z
    .object({ message: z.string().optional(), error: z.object({ summary: z.string() }).optional() })
    .safeParse(jsonOf(output)).data;
  const why = told?.error?.summary || told?.message || output.trim().split("\n")[0] || "nothing was said";
  // The address is that of whoever runs this.
  return why.replace(/https?:\/\/\S+/g, "the registry");
}
