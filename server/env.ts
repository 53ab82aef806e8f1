import { existsSync } from "node:fs";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { AddressError, parametersSaid, parseAddress } from "@/db/address";
import { REFRESH_ROLES_DEFAULT, ROLES } from "@/lib/roles";
import { BUSINESS_TIME_ZONE_DEFAULT, isTimeZone } from "@/lib/time-zone";

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const databaseUrl = z.string().superRefine((value, context) => {
  try {
    parseAddress(value);
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    context.addIssue({ code: "custom", message: error.message });
  }
});

const smtpUrl = z.url({
  protocol: /^smtps?$/,
  error: "is not an SMTP URL. Write smtp://user:password@host:587, or smtps:// for TLS from the start",
});

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, "is not a whole number. Write digits only")
    .transform(Number)
    .refine((n) => n >= min && n <= max, `is out of range. Use ${min} to ${max}`);

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `is none of the known values. Use one of: ${values.join(", ")}` });

const timeZone = z
  .string()
  .refine(isTimeZone, `is not an IANA time zone. Use a name such as ${BUSINESS_TIME_ZONE_DEFAULT} or UTC`);

const roleList = z
  .string()
  .transform((list) => list.split(",").map((role) => role.trim().toLowerCase()))
  .pipe(z.array(oneOf(ROLES)).min(1, `names no role. Use a comma list of: ${ROLES.join(", ")}`));

const networks = z
  .string()
  .transform((list) => list.split(",").map((each) => each.trim()))
  .refine((list) => list.every((each) => ipaddr.isValid(each) || ipaddr.isValidCIDR(each)), {
    error: "is not a comma list of addresses and networks, such as 10.0.0.7, 10.1.0.0/16",
  })
  .transform((list) =>
    list.map((each) =>
      ipaddr.parseCIDR(each.includes("/") ? each : `${each}/${each.includes(":") ? 128 : 32}`),
    ),
  );

const roleMap = z
  .string()
  .transform((list) => list.split(",").map((pair) => /^\s*(.+):(\w+)\s*$/.exec(pair)?.slice(1) ?? [pair, ""]))
  .pipe(
    z.array(z.tuple([z.string(), oneOf(ROLES)]), "is no comma list of value:role, such as finance:cfo,*:ceo"),
  );

const secret = (min: number) =>
  z.string().min(min, `is too short: at least ${min} characters. Make one with: openssl rand -base64 48`);

/** Every variable the product reads; `.env.example` documents each one. */
export const VARIABLES = z.object({
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_URL_DIRECT: databaseUrl.optional(),
  HOST: z.string().default("127.0.0.1"),
  PORT: wholeNumber(1, 65535).default(3000),
  FRESCURA_DATA_DIR: z.string().optional(),
  NEXTAUTH_SECRET: secret(32).optional(),
  NEXTAUTH_URL: z
    .url({ protocol: /^https?$/, error: "is not an http(s) URL. Use the address that browsers open" })
    .optional(),
  CRON_SECRET: secret(16)
    .regex(
      /^[\x21-\x7e]*$/,
      "cannot travel in a header. Use letters, digits and signs of ASCII, without blanks",
    )
    .optional(),
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: "is not an http(s) URL" })
    .transform((url) => url.replace(/\/$/, ""))
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(60).default("OpenID Connect"),
  OIDC_SCOPE: z.string().default("openid email profile"),
  OIDC_CLAIM: z.string().default("groups"),
  OIDC_ROLES: roleMap.optional(),
  PASSWORD_SIGN_IN: oneOf(["on", "off"]).default("on"),
  TRUSTED_PROXIES: networks.optional(),
  REFRESH_ROLES: roleList.default([...REFRESH_ROLES_DEFAULT]),
  BUSINESS_TIME_ZONE: timeZone.default(BUSINESS_TIME_ZONE_DEFAULT),
  WORKER: oneOf(["on", "off"]).default("on"),
  WORKER_IDLE: oneOf(["poll", "sleep"]).default("poll"),
  DEMO: oneOf(["auto", "on", "off"]).default("auto"),
  LOG_LEVEL: oneOf(LOG_LEVELS).default("info"),
  REFRESH_LIMIT_PER_HOUR: wholeNumber(1, 100_000).default(10),
  REFRESH_CONCURRENCY: wholeNumber(1, 32).default(2),
  READ_TIMEOUT_MS: wholeNumber(100, 600_000).default(10_000),
  STREAMS_MAX: wholeNumber(0, 100_000).default(2_000),
  LOG_KEEP_DAYS: wholeNumber(1, 3650).optional(),
  SMTP_URL: smtpUrl.optional(),
  ALERT_FROM: z.string().min(3).max(320).default("Frescura <frescura@localhost>"),
  ALLOW_PRIVATE_WEBHOOKS: oneOf(["on", "off"]).default("off"),
  ALLOW_HTTP_WEBHOOKS: oneOf(["on", "off"]).default("off"),
  EMBEDDED_PORT: wholeNumber(1, 65535).optional(),
  /** Set by `npm start` when it runs the database itself; not for people. */
  FRESCURA_EMBEDDED: oneOf(["1"]).optional(),
});

/** The validated settings, under the names of their variables. */
export type Env = Readonly<Omit<z.output<typeof VARIABLES>, "FRESCURA_EMBEDDED">> & {
  /** The database is the one that comes with the product, not the customer's. */
  readonly EMBEDDED: boolean;
};

/** A setting is missing or wrong; the message names each one, what is wrong and what to do. */
export class EnvError extends Error {
  override readonly name = "EnvError";
  /** The names of the bad variables. */
  readonly variables: readonly string[];

  constructor(problems: readonly { name: string; problem: string }[]) {
    const lines = problems.map(({ name, problem }) => `  ${name} ${problem}.`);
    super(`The environment is not usable (.env.example lists every variable):\n${lines.join("\n")}`);
    this.variables = [...new Set(problems.map(({ name }) => name))];
  }
}

type Source = Readonly<Record<string, string | undefined>>;

/**
 * Reads and validates the settings; the one place that looks at `process.env`.
 *
 * An empty variable counts as unset, because compose files and CI hand those over for "nothing".
 * @throws EnvError naming every bad variable at once.
 */
export function loadEnv(source: Source = process.env): Env {
  const given = Object.fromEntries(
    Object.keys(VARIABLES.shape).flatMap((name) => {
      const value = source[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const variables = pgVariables(source, given);
  const parsed = VARIABLES.safeParse({ ...given, ...variables.addresses });
  const problems = parsed.success
    ? conflicts(parsed.data)
    : parsed.error.issues.map((issue) => ({ name: String(issue.path[0]), problem: issue.message }));
  problems.push(...variables.problems);
  if (!parsed.success || problems.length > 0) throw new EnvError(problems);

  const { FRESCURA_EMBEDDED, ...env } = parsed.data;
  return Object.freeze({ ...env, EMBEDDED: !env.DATABASE_URL || FRESCURA_EMBEDDED === "1" });
}

/** libpq's variables, and the parameters of an address that they stand for where it does not say. */
const PG_VARIABLES = {
  ...{ PGHOST: "host", PGPORT: "port", PGUSER: "user", PGPASSWORD: "password", PGDATABASE: "dbname" },
  ...{ PGSSLMODE: "sslmode", PGSSLROOTCERT: "sslrootcert", PGSSLCERT: "sslcert", PGSSLKEY: "sslkey" },
  ...{
    PGTARGETSESSIONATTRS: "target_session_attrs",
    PGCONNECT_TIMEOUT: "connect_timeout",
    PGOPTIONS: "options",
  },
} as const;

/**
 * Addresses with what libpq's variables add. They name a database of their own only by PGHOST and PGDATABASE together:
 * one of them alone is often left over from something else, and `npm start` without an address brings its own database.
 */
function pgVariables(source: Source, given: Readonly<Record<string, string>>) {
  if (source.FRESCURA_EMBEDDED === "1") return { addresses: {}, problems: [] };
  const own = source.PGHOST && source.PGDATABASE ? "postgres://" : undefined;
  const problems = ["PGSERVICE", "PGSERVICEFILE", "PGPASSFILE", "PGHOSTADDR"].flatMap((name) => {
    const cure =
      "is not supported. Unset it, and say the same by DATABASE_URL or PGHOST, PGUSER, PGPASSWORD, PGDATABASE";
    return source[name] && (own || given.DATABASE_URL) ? [{ name, problem: cure }] : [];
  });
  const wanted = { DATABASE_URL: given.DATABASE_URL ?? own, DATABASE_URL_DIRECT: given.DATABASE_URL_DIRECT };
  const addresses = Object.entries(wanted).flatMap(([name, url]) =>
    url === undefined ? [] : [[name, withDefaults(url, source)] as const],
  );
  return { addresses: Object.fromEntries(addresses), problems };
}

function withDefaults(url: string, source: Source): string {
  try {
    const said = parametersSaid(url);
    const added = Object.entries(PG_VARIABLES).flatMap(([variable, parameter]) => {
      const value = source[variable];
      return value && !said.has(parameter) ? [`${parameter}=${encodeURIComponent(value)}`] : [];
    });
    return added.length === 0 ? url : `${url}${url.includes("?") ? "&" : "?"}${added.join("&")}`;
  } catch {
    // What is wrong with it is said where it is checked.
    return url;
  }
}

/** What is wrong only in combination. */
function conflicts(env: z.output<typeof VARIABLES>) {
  const problems: { name: string; problem: string }[] = [];
  const external = env.DATABASE_URL !== undefined && env.FRESCURA_EMBEDDED !== "1";
  if (external && env.DEMO === "on") {
    const problem = "is on, but demo data goes only into the embedded database";
    problems.push({ name: "DEMO", problem: `${problem}. Unset DATABASE_URL, or set DEMO=auto` });
  }
  if (env.OIDC_ISSUER) {
    const needed = ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_ROLES"] as const;
    const missing = needed.filter((name) => env[name] === undefined);
    problems.push(...missing.map((name) => ({ name, problem: "is missing, and OIDC_ISSUER needs it" })));
    const { protocol, hostname } = new URL(env.OIDC_ISSUER);
    if (protocol === "http:" && !["localhost", "127.0.0.1"].includes(hostname))
      problems.push({
        name: "OIDC_ISSUER",
        problem: "has to be https: who signs in would be anyone's to say",
      });
  } else if (env.PASSWORD_SIGN_IN === "off") {
    problems.push({
      name: "PASSWORD_SIGN_IN",
      problem: "is off, but nobody could sign in without OIDC_ISSUER",
    });
  }
  return problems;
}

/**
 * The secret that signs sessions. Only what serves the web asks for it: the worker and the command line have
 * no sessions, so they run without.
 *
 * @throws EnvError naming NEXTAUTH_SECRET when it is not set
 */
export function requireSessionSecret(settings: Env): string {
  if (settings.NEXTAUTH_SECRET) return settings.NEXTAUTH_SECRET;
  const problem = "is missing, and sessions need it: at least 32 characters";
  throw new EnvError([
    { name: "NEXTAUTH_SECRET", problem: `${problem}. Make one with: openssl rand -base64 48` },
  ]);
}

/** Puts `.env.local` and `.env` of the working directory into `process.env`; what is set already wins. */
export function readEnvFiles(): void {
  for (const file of [".env.local", ".env"].filter((name) => existsSync(name))) {
    if (!process.loadEnvFile) {
      throw new Error(`${file} needs Node 20.12 or newer; this is Node ${process.versions.node}.`);
    }
    process.loadEnvFile(file);
  }
}

const store = globalThis as typeof globalThis & { __frescuraEnv?: Env };

/**
 * The settings of this process, read once.
 *
 * Kept on `globalThis` because Next and the worker each load their own copy of this module into one process.
 */
export function env(): Env {
  if (!store.__frescuraEnv) {
    // Tests say what they need themselves; a developer's .env must not change what they prove.
    if (process.env.NODE_ENV !== "test") readEnvFiles();
    store.__frescuraEnv = loadEnv();
  }
  return store.__frescuraEnv;
}

/** Adds settings that `npm start` and commands find out themselves, such as the embedded database's address. */
export function amendEnv(values: Readonly<Partial<Record<keyof typeof VARIABLES.shape, string>>>): Env {
  Object.assign(process.env, values);
  store.__frescuraEnv = undefined;
  return env();
}
