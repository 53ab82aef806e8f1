import { createHash } from "node:crypto";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import NextAuth, { type NextAuthOptions } from "next-auth";
import { decode } from "next-auth/jwt";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { sessionLimitSeconds } from "@/db/queries/sessions";
import { safeNext } from "@/lib/safe-next";
import type { Actor } from "@/server/actor";
import { nodeStyle } from "@/server/auth-bridge";
import { clientAddress } from "@/server/client-address";
import { isServedSecurely, readCookie, readCookies } from "@/server/cookie";
import { db } from "@/server/db";
import { env, requireSessionSecret } from "@/server/env";
import { logger } from "@/server/log";
import { oidcProvider, passwordsCount } from "@/server/oidc/settings";
import { signInByProvider } from "@/server/oidc/sign-in";
import { browserOrigin } from "@/server/origin";
import { ProblemError } from "@/server/problem";
import { actorOfSession } from "@/server/sessions/find";
import { signOut } from "@/server/sessions/sign-out";
import { authenticateToken } from "@/server/tokens/authenticate";
import { deviceCookie } from "@/server/users/device";
import { SignInRefused, signIn } from "@/server/users/sign-in";

/**
 * Who makes a request, by its bearer token or else its session cookie.
 *
 * @param headers of the request
 * @throws ProblemError unauthenticated
 */
export async function getActor(headers: Headers): Promise<Actor> {
  const bearer = /^Bearer +(\S+) *$/i.exec(headers.get("authorization") ?? "");
  const actor = bearer ? await authenticateToken(bearer[1]!) : await sessionActor(headers);
  if (actor) return actor;
  throw new ProblemError(
    "unauthenticated",
    bearer
      ? "The token is not valid, or was revoked."
      : "Sign in, or send a token: Authorization: Bearer <token>.",
  );
}

/**
 * What of a request says who makes it, to ask again later, when the request itself is long over.
 *
 * @param headers of the request
 */
export function credentialsOf(headers: Headers) {
  const authorization = headers.get("authorization");
  const session = readCookie(headers.get("cookie"), sessionCookie().name);
  const kept = new Headers();
  if (authorization) kept.set("authorization", authorization);
  if (session) kept.set("cookie", `${sessionCookie().name}=${session}`);
  return {
    /** The same for all requests with these credentials. */
    credentials: createHash("sha256").update(`${authorization}\n${session}`).digest("base64url"),
    /** Who they stand for now; null for nobody any more. */
    lookUp: async (): Promise<Actor | null> => {
      try {
        return await getActor(kept);
      } catch (error) {
        if (error instanceof ProblemError && error.code === "unauthenticated") return null;
        throw error;
      }
    },
  };
}

/** The person signed in on a page; null for nobody. */
export async function currentUser(): Promise<Actor | null> {
  return await sessionActor(await headers());
}

/**
 * The person signed in on a page; whoever is not goes to sign in first.
 *
 * @param here path of the page, to come back to
 */
export async function requireUser(here = "/"): Promise<Actor> {
  const actor = await currentUser();
  return actor ?? redirect(`/sign-in?next=${encodeURIComponent(safeNext(here))}`);
}

/** Of next-auth's routes those that our pages and the provider ask. Among the others one writes anything into the log. */
const authRoutes = () => [
  ...["GET csrf", "POST signout"],
  ...(passwordsCount() ? ["POST callback/credentials"] : []),
  ...(oidcProvider() ? ["POST signin/oidc", "GET callback/oidc"] : []),
];

/**
 * Serves sign-in and sign-out: the routes of next-auth.
 *
 * @throws ProblemError not_found for any other
 */
export async function handleAuth(request: Request, segments: string[]): Promise<Response> {
  const method = request.method === "HEAD" ? "GET" : request.method;
  const route = `${method} ${segments.join("/")}`;
  if (!authRoutes().includes(route)) {
    throw new ProblemError("not_found", "Signing in has nothing at this address.");
  }
  // Where no address is set, next-auth would guess http://localhost:3000.
  if (!env().NEXTAUTH_URL) process.env.AUTH_TRUST_HOST ??= "1";
  const origin = browserOrigin(request.headers, env().NEXTAUTH_URL);
  const attempt: Attempt = {};
  const begins = segments[0] === "callback";
  const maxAge = begins ? await sessionLimitSeconds(db().sql) : undefined;
  const options = authOptions(origin, request.headers, maxAge, attempt);
  const answer = await nodeStyle(
    (req, res) => NextAuth(req as never, res as never, options),
    route === "POST signin/oidc" ? onlyPrompting(request) : request,
    segments,
    origin,
  );
  if (route === "POST signin/oidc") answer.headers.append("Set-Cookie", nextCookie(request));
  if (attempt.came) answer.headers.set("Location", origin + nextOf(request));
  else sayOnPage(answer, origin);
  // Not in next-auth's own event: it would say that it is done, whatever became of it.
  if (attempt.signedIn) answer.headers.append("Set-Cookie", deviceCookie(attempt.signedIn));
  if (attempt.signedOut) await signOut(attempt.signedOut);
  return attempt.refused ? refusedAs(attempt.refused, answer) : answer;
}

/** The same request with nothing in its address but that the provider shall ask anew: all else would be handed to it. */
function onlyPrompting(request: Request): Request {
  const url = new URL(request.url);
  url.search = url.searchParams.get("prompt") === "login" ? "?prompt=login&max_age=0" : "";
  return new Request(url, request);
}

/** Of next-auth's own page of errors, which is none here, makes the sign-in page, which says what went wrong. */
function sayOnPage({ headers }: Response, origin: string): void {
  const location = headers.get("location");
  if (!location?.includes("/api/auth/")) return;
  const [, error = "OAuthCallback"] = /[?&]error=(\w+)$/.exec(location) ?? [];
  headers.set("Location", `${origin}/sign-in?error=${error}`);
}

const NEXT_COOKIE = "frescura.next";

/** Keeps where to go after the way over the provider: a path of ours, as the page's address has it. */
function nextCookie(request: Request): string {
  const next = safeNext(new URL(request.url).searchParams.get("next"));
  const secure = isServedSecurely() ? "; Secure" : "";
  return `${NEXT_COOKIE}=${encodeURIComponent(next)}; Path=/api/auth; Max-Age=900; HttpOnly; SameSite=Lax${secure}`;
}

function nextOf(request: Request): string {
  return safeNext(readCookies(request.headers.get("cookie"))[NEXT_COOKIE] ?? null);
}

/** What came of a request, beside what next-auth answers. */
interface Attempt {
  refused?: ProblemError;
  /** The address of an account that was opened. */
  signedIn?: string;
  /** The session of whom the provider has named. */
  came?: string;
  /** The claims of a session that signs out. */
  signedOut?: unknown;
}

/** The answer to a refused sign-in, with the status that says so to a program. */
function refusedAs({ status, problem }: ProblemError, answer: Response): Response {
  const headers = new Headers(answer.headers);
  if (problem.retry_after !== undefined) headers.set("Retry-After", String(problem.retry_after));
  if (status === 429) headers.set("RateLimit", `"sign-in";r=0;t=${problem.retry_after}`);
  return new Response(answer.body, { status: answer.status === 401 ? status : answer.status, headers });
}

async function sessionActor(headers: Headers): Promise<Actor | null> {
  const token = readCookie(headers.get("cookie"), sessionCookie().name);
  if (!token) return null;
  const secret = requireSessionSecret(env());
  // Expired, of another secret or made up: all the same to the caller.
  const claims = await decode({ token, secret }).catch(() => null);
  return claims && (await actorOfSession(claims));
}

/** Cookies do not tell ports apart: the name keeps other apps on localhost out. */
function sessionCookie() {
  const secure = isServedSecurely();
  const name = secure ? "__Host-frescura.session" : "frescura.session";
  return { name, options: { httpOnly: true, sameSite: "lax", path: "/", secure } as const };
}

/** The provider as next-auth wants it: by discovery, with proof key, state and nonce, and the ID token checked. */
function providerOf(provider: ReturnType<typeof oidcProvider>): OAuthConfig<{ sub: string }>[] {
  if (!provider) return [];
  const { issuer, clientId, clientSecret, name, scope } = provider;
  return [
    {
      ...{ id: "oidc", name, type: "oauth", clientId, clientSecret, issuer },
      wellKnown: `${issuer}/.well-known/openid-configuration`,
      authorization: { params: { scope } },
      idToken: true,
      checks: ["pkce", "state", "nonce"],
      profile: ({ sub }) => ({ id: sub }),
    },
  ];
}

function authOptions(
  origin: string,
  headers: Headers,
  maxAge: number | undefined,
  attempt: Attempt,
): NextAuthOptions {
  const cookie = sessionCookie();
  const browser = {
    address: clientAddress(headers),
    agent: headers.get("user-agent"),
    cookie: headers.get("cookie"),
  };
  return {
    secret: requireSessionSecret(env()),
    useSecureCookies: cookie.options.secure,
    cookies: { sessionToken: cookie },
    // The cookie only carries the id of a row, which decides; see docs/security.md.
    session: { strategy: "jwt", maxAge },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      ...providerOf(oidcProvider()),
      {
        id: "credentials",
        name: "Frescura",
        type: "credentials",
        credentials: { email: {}, password: {} },
        authorize: async (given) => {
          try {
            const opened = await signIn(given, browser);
            attempt.signedIn = opened?.email;
            return opened && { id: opened.id };
          } catch (error) {
            if (error instanceof SignInRefused) attempt.refused = error.problem;
            throw error;
          }
        },
      },
    ],
    callbacks: {
      signIn: async ({ account, profile }) => {
        if (account?.type !== "oauth") return true;
        attempt.came = (await signInByProvider(profile, browser))?.id;
        return attempt.came !== undefined;
      },
      jwt: ({ token, user }) => (user ? { sid: attempt.came ?? user.id } : token),
      // Who it is, pages ask the API: what stands in a session can be out of date.
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url }) => {
        const asked = new URL(url, origin);
        return origin + (asked.origin === origin ? safeNext(asked.pathname + asked.search) : "/");
      },
    },
    events: {
      signOut: ({ token }) => {
        attempt.signedOut = token;
      },
    },
    logger: {
      error: (code, { message }) => logger().error({ code, message }, "signing in failed"),
      warn: (code) => logger().warn({ code }, "next-auth warns"),
      debug: () => {},
    },
  };
}
