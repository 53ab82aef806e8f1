import type { NextConfig } from "next";
import { ANSWER_POLICY } from "./lib/content-policy";
import { FORMER_PATHS } from "./lib/contract/former-paths";

const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Embedder-Policy", value: "require-corp" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "X-Permitted-Cross-Domain-Policies", value: "none" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=()" },
];

// Pages have a policy with a nonce, by proxy.ts.
const answerHeaders = [{ key: "Content-Security-Policy", value: ANSWER_POLICY }];

const config: NextConfig = {
  // `npm run verify` checks types in seconds; doing it again would only slow the first start.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // Tests build beside a running instance without touching its build.
  distDir: process.env.FRESCURA_DIST_DIR ?? ".next",
  rewrites: async () => FORMER_PATHS.map(([source, destination]) => ({ source, destination })),
  headers: async () => [
    { source: "/:path*", headers: securityHeaders },
    { source: "/api/:path*", headers: answerHeaders },
    { source: "/_next/:path*", headers: answerHeaders },
  ],
  // Messages arrive parsed (lib/i18n/messages.ts): the ICU parser stays out of the browser.
  turbopack: { resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" } },
  serverExternalPackages: [
    ...["@node-rs/argon2", "postgres", "pino"],
    // Megabytes of words, loaded by the server with the first password that is set.
    ...[
      "@zxcvbn-ts/core",
      "@zxcvbn-ts/language-common",
      "@zxcvbn-ts/language-en",
      "@zxcvbn-ts/language-es-es",
    ],
  ],
};

export default config;
