import { env } from "@/server/env";

/** The OpenID provider by which people sign in; null where there is none. */
export function oidcProvider() {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env();
  if (!issuer || !clientId || !clientSecret) return null;
  return { issuer, clientId, clientSecret, name: env().OIDC_NAME, scope: env().OIDC_SCOPE };
}

/** Whether accounts may sign in by password. */
export const passwordsCount = () => env().PASSWORD_SIGN_IN === "on";

/** The ways to sign in, as the page shows them. */
export const signInWays = () => ({ password: passwordsCount(), oidc: oidcProvider()?.name ?? null });
