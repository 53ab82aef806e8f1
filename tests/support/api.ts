import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { OPERATION_LIST } from "@/lib/contract/operations";
import type { Role } from "@/lib/roles";
import { cliActor } from "@/server/actor";
import { closeDb } from "@/server/db";
import { amendEnv } from "@/server/env";
import { endStreams } from "@/server/live/open";
import { createToken } from "@/server/tokens/create";
import { createUser } from "@/server/users/create";
import { createDatabase, type TestDatabase } from "./database";
import { OTHER_ROUTES, routeFile } from "./routes";

export const ORIGIN = "http://localhost:3000";
export const PASSWORD = "correct horse battery";
export const shell = cliActor("tests");

type Handlers = Record<string, (request: Request, context: object) => Promise<Response>>;

/** Route files by path, the way Next's router finds them. */
const ROUTES: [RegExp, file: string][] = [
  ...[...new Set(OPERATION_LIST.map(({ path }) => path))].map((path): [RegExp, string] => [
    new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
    routeFile(path),
  ]),
  [/^\/api\/auth\/(?<nextauth>.+)$/, OTHER_ROUTES[0]],
  [/^\/api\/preferences$/, OTHER_ROUTES[2]],
  [/^\/api\/(?<rest>.+)$/, OTHER_ROUTES[1]],
];

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Call {
  signal?: AbortSignal;
  token?: string;
  cookie?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
}

/** Calls the exported handler of a path with a `Request`. */
export async function call(
  method: string,
  path: string,
  { token, cookie, headers, body, signal }: Call = {},
) {
  const url = new URL(path, ORIGIN);
  const request = new Request(url, {
    method,
    body,
    signal,
    headers: {
      host: url.host,
      ...(token && { authorization: `Bearer ${token}` }),
      ...(cookie && { cookie }),
      ...headers,
    },
  });
  for (const [pattern, file] of ROUTES) {
    const found = pattern.exec(url.pathname);
    if (!found) continue;
    const handlers: Handlers = await import(/* @vite-ignore */ `${root}${file}`);
    const handler = handlers[method];
    if (!handler) throw new Error(`${path} has no ${method}`);
    return await handler(request, { params: Promise.resolve(paramsOf(found.groups)) });
  }
  throw new Error(`no route for ${path}`);
}

function paramsOf(groups: Record<string, string> = {}) {
  const { nextauth, rest: _rest, ...places } = groups;
  if (nextauth) return { nextauth: nextauth.split("/") };
  return Object.fromEntries(Object.entries(places).map(([name, value]) => [name, decodeURIComponent(value)]));
}

/** What an answer says, and how. */
export async function read(response: Response) {
  const type = response.headers.get("content-type") ?? "";
  return { status: response.status, type, headers: response.headers, body: await response.json() };
}

/** The API over a database of the test file's own. */
export interface Api {
  database: TestDatabase;
  /** A token that has this role, made on first use. */
  token(role: Role): Promise<string>;
  stop(): Promise<void>;
}

/** Points this process at a fresh database; call it in `beforeAll`, and `stop()` in `afterAll`. */
export async function startApi(settings: Parameters<typeof amendEnv>[0] = {}): Promise<Api> {
  const database = await createDatabase();
  amendEnv({
    DATABASE_URL: database.url,
    NEXTAUTH_SECRET: "only for the tests of the API, 32+",
    LOG_LEVEL: "silent",
    ...settings,
  });
  const tokens = new Map<Role, Promise<string>>();
  return {
    database,
    token: (role) => {
      const made = tokens.get(role) ?? newToken(role, `${role}'s token`);
      tokens.set(role, made);
      return made;
    },
    stop: async () => {
      await endStreams();
      await closeDb();
      await database.drop();
    },
  };
}

/** A token of its own, so that its limit is its own too. */
export async function newToken(role: Role, name = `${role} ${randomUUID()}`): Promise<string> {
  return (await createToken(shell, { name, role })).token;
}

/** An account with a role; its address is `<role>@frescura.test`. */
export async function newUser(role: Role, email = `${role}@frescura.test`) {
  return await createUser(shell, { email, name: role.toUpperCase(), role, password: PASSWORD });
}

/** Signs in through the route, as the sign-in page does, and returns what a browser gets back. */
export async function signIn(
  email: string,
  password = PASSWORD,
  origin = ORIGIN,
  { headers: more, cookie = "" }: Pick<Call, "headers" | "cookie"> = {},
) {
  const headers = { host: new URL(origin).host, ...more };
  const csrf = await call("GET", `${origin}/api/auth/csrf`, { headers });
  const { csrfToken } = await csrf.json();
  const response = await call("POST", `${origin}/api/auth/callback/credentials`, {
    cookie: `${cookiesOf(csrf)}; ${cookie}`,
    headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }).toString(),
  });
  const { url } = await response.json();
  return {
    status: response.status,
    cookie: cookiesOf(response),
    url: new URL(url),
    headers: response.headers,
  };
}

/** The cookies that an answer sets, as the next request sends them. */
export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
}
