import * as rest from "@/app/api/[...rest]/route";
import * as auth from "@/app/api/auth/[...nextauth]/route";
import * as health from "@/app/api/health/route";
import * as auditLog from "@/app/api/v1/audit-log/route";
import * as mePassword from "@/app/api/v1/me/password/route";
import * as me from "@/app/api/v1/me/route";
import * as acknowledge from "@/app/api/v1/mv/alerts/[id]/acknowledge/route";
import * as alerts from "@/app/api/v1/mv/alerts/route";
import * as audit from "@/app/api/v1/mv/audit/[view]/route";
import * as audits from "@/app/api/v1/mv/audits/route";
import * as availability from "@/app/api/v1/mv/availability/route";
import * as cache from "@/app/api/v1/mv/cache/route";
import * as cancel from "@/app/api/v1/mv/cancel/[view]/route";
import * as channel from "@/app/api/v1/mv/channels/[id]/route";
import * as channelTest from "@/app/api/v1/mv/channels/[id]/test/route";
import * as channels from "@/app/api/v1/mv/channels/route";
import * as data from "@/app/api/v1/mv/data/[view]/route";
import * as dataIndex from "@/app/api/v1/mv/data/route";
import * as discover from "@/app/api/v1/mv/discover/route";
import * as doctor from "@/app/api/v1/mv/doctor/route";
import * as eventsRetry from "@/app/api/v1/mv/events/retry/route";
import * as events from "@/app/api/v1/mv/events/route";
import * as definition from "@/app/api/v1/mv/graph/[view]/route";
import * as graph from "@/app/api/v1/mv/graph/route";
import * as viewHealth from "@/app/api/v1/mv/health/[view]/route";
import * as allHealth from "@/app/api/v1/mv/health/route";
import * as brief from "@/app/api/v1/mv/metrics/brief/route";
import * as failures from "@/app/api/v1/mv/metrics/failures/route";
import * as hourly from "@/app/api/v1/mv/metrics/hourly/route";
import * as history from "@/app/api/v1/mv/metrics/refresh-history/route";
import * as series from "@/app/api/v1/mv/metrics/series/route";
import * as movements from "@/app/api/v1/mv/movements/route";
import * as pending from "@/app/api/v1/mv/pending/[view]/route";
import * as viewRefresh from "@/app/api/v1/mv/refresh/[view]/route";
import * as allRefresh from "@/app/api/v1/mv/refresh/route";
import * as resume from "@/app/api/v1/mv/resume/[view]/route";
import * as scheduleById from "@/app/api/v1/mv/schedules/[id]/route";
import * as schedules from "@/app/api/v1/mv/schedules/route";
import * as sla from "@/app/api/v1/mv/sla/route";
import * as stream from "@/app/api/v1/mv/stream/route";
import * as trace from "@/app/api/v1/mv/trace/[view]/route";
import * as traces from "@/app/api/v1/mv/trace/route";
import * as tracks from "@/app/api/v1/mv/tracks/route";
import * as troubleshooting from "@/app/api/v1/mv/troubleshooting/route";
import * as viewSettings from "@/app/api/v1/mv/views/[view]/route";
import * as views from "@/app/api/v1/mv/views/route";
import * as visible from "@/app/api/v1/mv/visible/[view]/route";
import * as waste from "@/app/api/v1/mv/waste/route";
import * as watches from "@/app/api/v1/mv/watches/route";
import * as openapi from "@/app/api/v1/openapi.json/route";
import * as token from "@/app/api/v1/tokens/[id]/route";
import * as tokens from "@/app/api/v1/tokens/route";
import * as userPassword from "@/app/api/v1/users/[account]/password/route";
import * as user from "@/app/api/v1/users/[account]/route";
import * as users from "@/app/api/v1/users/route";
import type { Role } from "@/lib/contract/roles";
import { cliActor } from "@/server/actor";
import { closeDb } from "@/server/db";
import { amendEnv } from "@/server/env";
import { endStreams } from "@/server/live/open";
import { createToken } from "@/server/tokens/create";
import { createUser } from "@/server/users/create";
import { createDatabase, type TestDatabase } from "./database";

export const ORIGIN = "http://localhost:3000";
export const PASSWORD = "correct horse battery";
export const shell = cliActor("tests");

/** Route modules by path, the way Next's router finds them. */
const ROUTES: [RegExp, object][] = [
  [/^\/api\/auth\/(?<nextauth>.+)$/, auth],
  [/^\/api\/health$/, health],
  [/^\/api\/v1\/me$/, me],
  [/^\/api\/v1\/me\/password$/, mePassword],
  [/^\/api\/v1\/users$/, users],
  [/^\/api\/v1\/users\/(?<account>[^/]+)$/, user],
  [/^\/api\/v1\/users\/(?<account>[^/]+)\/password$/, userPassword],
  [/^\/api\/v1\/tokens$/, tokens],
  [/^\/api\/v1\/tokens\/(?<id>[^/]+)$/, token],
  [/^\/api\/v1\/audit-log$/, auditLog],
  [/^\/api\/v1\/openapi\.json$/, openapi],
  [/^\/api\/v1\/mv\/doctor$/, doctor],
  [/^\/api\/v1\/mv\/health$/, allHealth],
  [/^\/api\/v1\/mv\/health\/(?<view>[^/]+)$/, viewHealth],
  [/^\/api\/v1\/mv\/refresh$/, allRefresh],
  [/^\/api\/v1\/mv\/refresh\/(?<view>[^/]+)$/, viewRefresh],
  [/^\/api\/v1\/mv\/metrics\/hourly$/, hourly],
  [/^\/api\/v1\/mv\/metrics\/refresh-history$/, history],
  [/^\/api\/v1\/mv\/audit\/(?<view>[^/]+)$/, audit],
  [/^\/api\/v1\/mv\/audits$/, audits],
  [/^\/api\/v1\/mv\/availability$/, availability],
  [/^\/api\/v1\/mv\/cache$/, cache],
  [/^\/api\/v1\/mv\/data$/, dataIndex],
  [/^\/api\/v1\/mv\/data\/(?<view>[^/]+)$/, data],
  [/^\/api\/v1\/mv\/pending\/(?<view>[^/]+)$/, pending],
  [/^\/api\/v1\/mv\/trace$/, traces],
  [/^\/api\/v1\/mv\/movements$/, movements],
  [/^\/api\/v1\/mv\/stream$/, stream],
  [/^\/api\/v1\/mv\/metrics\/brief$/, brief],
  [/^\/api\/v1\/mv\/metrics\/series$/, series],
  [/^\/api\/v1\/mv\/graph$/, graph],
  [/^\/api\/v1\/mv\/graph\/(?<view>[^/]+)$/, definition],
  [/^\/api\/v1\/mv\/schedules$/, schedules],
  [/^\/api\/v1\/mv\/schedules\/(?<id>[^/]+)$/, scheduleById],
  [/^\/api\/v1\/mv\/trace\/(?<view>[^/]+)$/, trace],
  [/^\/api\/v1\/mv\/tracks$/, tracks],
  [/^\/api\/v1\/mv\/discover$/, discover],
  [/^\/api\/v1\/mv\/watches$/, watches],
  [/^\/api\/v1\/mv\/views$/, views],
  [/^\/api\/v1\/mv\/views\/(?<view>[^/]+)$/, viewSettings],
  [/^\/api\/v1\/mv\/visible\/(?<view>[^/]+)$/, visible],
  [/^\/api\/v1\/mv\/waste$/, waste],
  [/^\/api\/v1\/mv\/cancel\/(?<view>[^/]+)$/, cancel],
  [/^\/api\/v1\/mv\/resume\/(?<view>[^/]+)$/, resume],
  [/^\/api\/v1\/mv\/events$/, events],
  [/^\/api\/v1\/mv\/events\/retry$/, eventsRetry],
  [/^\/api\/v1\/mv\/metrics\/failures$/, failures],
  [/^\/api\/v1\/mv\/troubleshooting$/, troubleshooting],
  [/^\/api\/v1\/mv\/sla$/, sla],
  [/^\/api\/v1\/mv\/alerts$/, alerts],
  [/^\/api\/v1\/mv\/alerts\/(?<id>[^/]+)\/acknowledge$/, acknowledge],
  [/^\/api\/v1\/mv\/channels$/, channels],
  [/^\/api\/v1\/mv\/channels\/(?<id>[^/]+)$/, channel],
  [/^\/api\/v1\/mv\/channels\/(?<id>[^/]+)\/test$/, channelTest],
  [/^\/api\/(?<rest>.+)$/, rest],
];

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
  for (const [pattern, route] of ROUTES) {
    const found = pattern.exec(url.pathname);
    if (!found) continue;
    const handler = (route as Record<string, (request: Request, context: object) => Promise<Response>>)[
      method
    ];
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
      const made = tokens.get(role) ?? newToken(role);
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
export async function newToken(role: Role, name = `${role}'s token`): Promise<string> {
  return (await createToken(shell, { name, role })).token;
}

/** An account with a role; its address is `<role>@frescura.test`. */
export async function newUser(role: Role, email = `${role}@frescura.test`) {
  return await createUser(shell, { email, name: role.toUpperCase(), role, password: PASSWORD });
}

/** Signs in through the route, as the sign-in page does, and returns what a browser gets back. */
export async function signIn(email: string, password = PASSWORD, origin = ORIGIN) {
  const headers = { host: new URL(origin).host };
  const csrf = await call("GET", `${origin}/api/auth/csrf`, { headers });
  const { csrfToken } = await csrf.json();
  const response = await call("POST", `${origin}/api/auth/callback/credentials`, {
    cookie: cookiesOf(csrf),
    headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }).toString(),
  });
  const { url } = await response.json();
  return { status: response.status, cookie: cookiesOf(response), url: new URL(url) };
}

/** The cookies that an answer sets, as the next request sends them. */
export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
}
