import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What the provider says of whoever signs in there next. */
export interface Person {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
  groups?: string[];
}

/** A real OpenID provider in this process, whose pages nobody has to fill in. */
export interface TestProvider {
  issuer: string;
  client: { id: string; secret: string };
  /** Signs in there whenever it asks, until told otherwise. */
  be(person: Person): void;
  stop(): Promise<void>;
}

/** Starts one that lets a client in whose redirect URI is this. */
export async function startProvider(redirectUri: string): Promise<TestProvider> {
  // @ts-expect-error it has no types of its own
  const { default: Provider } = await quietly(() => import("oidc-provider"));
  let now: Person = { sub: "nobody" };
  const people = new Map<string, Person>();
  const client = { id: "frescura", secret: "a secret of the tests, 32 and more" };
  const server: Server = createServer();
  server.listen({ host: "localhost", port: 0 });
  await once(server, "listening");
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const provider = await quietly(
    () =>
      new Provider(issuer, {
        clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [redirectUri] }],
        claims: {
          openid: ["sub"],
          email: ["email", "email_verified"],
          profile: ["name"],
          groups: ["groups"],
        },
        conformIdTokenClaims: false,
        ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
        features: { devInteractions: { enabled: false } },
        findAccount: (_ctx: unknown, sub: string) => ({
          accountId: sub,
          claims: () => ({ ...people.get(sub), sub }),
        }),
        interactions: { url: (_ctx: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
        loadExistingGrant: async (ctx: {
          oidc: { client: { clientId: string }; session: { accountId: string }; params: { scope: string } };
        }) => {
          const { client: asking, session, params } = ctx.oidc;
          const grant = new provider.Grant({ clientId: asking.clientId, accountId: session.accountId });
          grant.addOIDCScope(params.scope);
          await grant.save();
          return grant;
        },
      }),
  );
  const served = provider.callback();
  server.on("request", async (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return void served(request, response);
    people.set(now.sub, now);
    await provider.interactionFinished(request, response, { login: { accountId: now.sub } });
  });
  return {
    issuer,
    client,
    be: (person) => {
      now = person;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** It warns of what a test is. */
async function quietly<T>(work: () => T | Promise<T>): Promise<T> {
  const { warn, info } = console;
  console.warn = () => {};
  console.info = () => {};
  try {
    return await work();
  } finally {
    Object.assign(console, { warn, info });
  }
}

/** A browser that follows from page to page outside of our site, with the cookies of each. */
export class Wanderer {
  readonly #cookies = new Map<string, string>();

  /** Follows redirects from an address until one leads back to our site, and tells which. */
  async wander(from: string, home: string): Promise<string> {
    let address = from;
    for (let steps = 0; steps < 20 && !address.startsWith(home); steps++) {
      const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const answer = await fetch(address, { redirect: "manual", headers: { cookie } });
      for (const set of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
        this.#cookies.set(name!, value!);
      }
      const next = answer.headers.get("location");
      if (!next)
        throw new Error(`${address} answers ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
      address = new URL(next, address).href;
    }
    return address;
  }
}
