import { readFileSync } from "node:fs";

/** Where a database is and how to get in, as postgres.js takes it. */
export interface Address {
  /** Names, addresses or folders of sockets, tried in this order. */
  hosts: string[];
  ports: number[];
  database?: string;
  user?: string;
  password?: string;
  /** False for none; `prefer` and `require` take any certificate, as libpq does. */
  ssl: false | "prefer" | "require" | TlsOptions;
  targetSession?: "read-write" | "read-only" | "primary" | "standby" | "prefer-standby";
  connectTimeoutSeconds?: number;
  /** Sent as sessions open. */
  options?: string;
  /** Whether a pooler stands between, by its own word. */
  pooled: boolean;
  /** Parameters that are left unheeded, each with why. */
  notes: string[];
}

interface TlsOptions {
  ca?: string;
  cert?: string;
  key?: string;
  rejectUnauthorized: boolean;
  /** Whose name a certificate bears is not asked, in mode verify-ca. */
  checkServerIdentity?: () => undefined;
}

/** An address cannot be used; the message says why and what to do, in words that follow its name. Never a password. */
export class AddressError extends Error {
  override readonly name = "AddressError";
}

const EXAMPLE = "postgres://user:password@host:5432/database";
const FORM = /^postgres(?:ql)?:\/\/(?:([^/?#]*)@)?([^/?#@]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/i;
const HOST = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/;
const PORT = 5432;

const SESSIONS = ["read-write", "read-only", "primary", "standby", "prefer-standby"] as const;

/** Those that others write for themselves, or that change nothing here, with why they do not matter. */
const UNHEEDED: Readonly<Record<string, string>> = {
  schema: "all of Frescura stands in the schema frescura",
  ...Object.fromEntries(
    [
      ...[
        "connection_limit",
        "pool_timeout",
        "socket_timeout",
        "statement_cache_size",
        "prepared_statements",
      ],
      ...["pool_mode", "supa", "uselibpqcompat", "pool_size", "max_pipeline"],
    ].map((name) => [name, "it is meant for another client"]),
  ),
  ...Object.fromEntries(
    [
      ...["keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout"],
      ...["sslcompression", "sslsni", "application_name", "fallback_application_name", "client_encoding"],
      ...["load_balance_hosts", "gssencmode", "ssl_min_protocol_version", "ssl_max_protocol_version"],
    ].map((name) => [name, "Frescura has its own way with that"]),
  ),
  channel_binding:
    "the driver does not bind channels; sslmode=verify-full tells a false server from the true one",
};

/** What would change where or as whom we connect, and is not supported. */
const REFUSED: Readonly<Record<string, string>> = {
  service: "Write host, port, user and database of that service instead",
  passfile: "Write the password into the address, or set PGPASSWORD",
  hostaddr: "Write it as the host",
  sslpassword: "Use a key without a passphrase",
  sslcrl: "Use sslmode=verify-full without it",
  requirepeer: "Use sslmode=verify-full over TCP instead",
  require_auth: "Leave it out",
  krbsrvname: "Use a password: Kerberos is not supported",
  gsslib: "Use a password: Kerberos is not supported",
  replication: "Leave it out: that is for replication",
};

const TAKEN = new Set([
  ...["host", "port", "user", "password", "dbname", "sslmode", "ssl", "sslrootcert", "sslcert", "sslkey"],
  ...["target_session_attrs", "connect_timeout", "options", "pgbouncer"],
]);

/**
 * Reads the address of a database: `postgres://user:password@host:5432/database?…`, as libpq and common libraries
 * write it.
 *
 * @throws AddressError for what cannot be used
 */
export function parseAddress(text: string): Address {
  const [, login = "", authority = "", path = "", query = ""] =
    FORM.exec(text) ?? fail(`is not a PostgreSQL URL. Write ${EXAMPLE}`);
  const given = parameters(query);
  const notes = judged(given);
  const [user, password] = split(login, ":").map((part) =>
    part === undefined ? part : decoded(part, "user or password"),
  );
  const named = (given.get("host") ?? authority).split(",").map(hostOf);
  const ports = given.get("port")?.split(",").map(portOf) ?? named.map(({ port }) => port);
  if (ports.length !== 1 && ports.length !== named.length)
    fail("names another number of ports than of hosts");
  return {
    hosts: named.map(({ host }) => host || "localhost"),
    ports: named.map((_, n) => ports[n] ?? ports[0]!),
    database: given.get("dbname") || decoded(path, "name of the database") || undefined,
    user: given.get("user") || user || undefined,
    password: given.get("password") ?? password,
    ssl: sslOf(given),
    targetSession: sessionOf(given.get("target_session_attrs")),
    connectTimeoutSeconds: secondsOf(given.get("connect_timeout")),
    options: given.get("options"),
    pooled: isTrue(given.get("pgbouncer")),
    notes,
  };
}

/** What an address itself says, by the names of its parameters. */
export function parametersSaid(text: string): ReadonlySet<string> {
  const [, login = "", authority = "", path = "", query = ""] = FORM.exec(text) ?? [];
  const said = new Set(parameters(query).keys());
  if (authority !== "") said.add("host");
  if (/:\d+$/.test(authority)) said.add("port");
  if (path !== "") said.add("dbname");
  const [user, password] = split(login, ":");
  if (user !== "") said.add("user");
  if (password !== undefined) said.add("password");
  if (said.has("ssl")) said.add("sslmode");
  return said;
}

/** The same address, leading to another database of the same server. */
export function inDatabase(text: string, name: string): string {
  return `${text}${text.includes("?") ? "&" : "?"}dbname=${encodeURIComponent(name)}`;
}

/** The same address for people: where it leads, without who gets in and how. */
export function withoutLogin(text: string): string {
  const { hosts, ports, database } = parseAddress(text);
  const places = hosts.map((host, n) => {
    if (host.startsWith("/")) return `${host} (socket)`;
    return `${host.includes(":") ? `[${host}]` : host}:${ports[n]}`;
  });
  return `${places.join(", ")}${database ? `/${database}` : ""}`;
}

function fail(problem: string): never {
  throw new AddressError(problem);
}

function split(text: string, at: string): [string, string | undefined] {
  const place = text.indexOf(at);
  return place < 0 ? [text, undefined] : [text.slice(0, place), text.slice(place + 1)];
}

function decoded(text: string | undefined, what: string): string {
  try {
    return decodeURIComponent(text ?? "");
  } catch {
    return fail(`has a stray % in its ${what}. Write a % of its own as %25`);
  }
}

function parameters(query: string): Map<string, string> {
  const pairs = query.split("&").filter(Boolean);
  return new Map(
    pairs.map((pair) => {
      const [name, value = ""] = split(pair, "=");
      return [decoded(name, "parameters"), decoded(value, "parameters")];
    }),
  );
}

/** Why each parameter that counts for nothing does. */
function judged(given: ReadonlyMap<string, string>): string[] {
  return [...given.keys()].flatMap((name) => {
    const cure = REFUSED[name];
    if (cure) return fail(`has the parameter ${name}, which is not supported. ${cure}`);
    const reason = UNHEEDED[name];
    if (reason) return [`${name} is left unheeded: ${reason}`];
    return TAKEN.has(name) ? [] : fail(`has the parameter ${name}, which is not known. Leave it out`);
  });
}

function hostOf(text: string): { host: string; port: number } {
  // A folder of sockets, as it stands or encoded.
  const plain = decoded(text, "host");
  if (plain.startsWith("/")) return { host: plain, port: PORT };
  const bare = /^[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(plain);
  const [, host = "", port] = (bare ? null : HOST.exec(plain)) ?? [plain, plain, undefined];
  return { host: host.replace(/^\[|\]$/g, ""), port: port ? portOf(port) : PORT };
}

function portOf(text: string): number {
  const port = text === "" ? PORT : Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) fail(`has the port ${text}. Use 1 to 65535`);
  return port;
}

function isTrue(text: string | undefined): boolean {
  return text !== undefined && !["false", "off", "0", "no"].includes(text.toLowerCase());
}

function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,4}$/.test(text)) fail("has a connect_timeout that is no number of seconds");
  return Number(text) || undefined;
}

function sessionOf(text: string | undefined): Address["targetSession"] {
  if (text === undefined || text === "any") return undefined;
  return (
    SESSIONS.find((one) => one === text) ??
    fail(`has target_session_attrs=${text}. Use one of: any, ${SESSIONS.join(", ")}`)
  );
}

const MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;

function sslOf(given: ReadonlyMap<string, string>): Address["ssl"] {
  const root = given.get("sslrootcert");
  const plain = given.get("ssl");
  const asked = given.get("sslmode") ?? (root === "system" ? "verify-full" : undefined);
  const mode = asked ?? (plain === undefined ? "disable" : isTrue(plain) ? "require" : "disable");
  if (!MODES.some((one) => one === mode)) fail(`has sslmode=${mode}. Use one of: ${MODES.join(", ")}`);
  if (mode === "disable") return false;
  const files = { cert: fileOf(given, "sslcert"), key: fileOf(given, "sslkey") };
  const ca = root === "system" ? undefined : fileOf(given, "sslrootcert");
  // As in libpq: with a certificate to go by, require asks for it.
  if (mode === "verify-full") return { ...files, ca, rejectUnauthorized: true };
  if (mode === "verify-ca" || (mode === "require" && ca)) {
    return { ...files, ca, rejectUnauthorized: true, checkServerIdentity: () => undefined };
  }
  if (files.cert) return { ...files, rejectUnauthorized: false };
  return mode === "require" ? "require" : "prefer";
}

function fileOf(given: ReadonlyMap<string, string>, name: string): string | undefined {
  const path = given.get(name);
  if (!path) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    return fail(`names a file as ${name} that cannot be read (${(error as { code?: string }).code})`);
  }
}
