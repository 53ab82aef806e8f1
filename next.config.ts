import type { NextConfig } from "next";
import { FORMER_PATHS } from "./lib/contract/former-paths";

const dev = process.env.NODE_ENV === "development";

// Next writes inline scripts and styles into every page. Nonces would make each page dynamic and need a proxy in
// front of all routes; nothing here renders HTML that came from people, so 'unsafe-inline' is the smaller price.
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${dev ? " 'unsafe-eval'" : ""}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  `connect-src 'self'${dev ? " ws:" : ""}`,
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const securityHeaders = [
  { key: "Content-Security-Policy", value: contentSecurityPolicy },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=()" },
];

const config: NextConfig = {
  // `npm run verify` checks types in seconds; doing it again would only slow the first start.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // Tests build beside a running instance without touching its build.
  distDir: process.env.FRESCURA_DIST_DIR ?? ".next",
  rewrites: async () => FORMER_PATHS.map(([source, destination]) => ({ source, destination })),
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
  // Messages arrive parsed (lib/i18n/messages.ts): the ICU parser stays out of the browser.
  turbopack: { resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" } },
  serverExternalPackages: ["@node-rs/argon2", "postgres", "pino"],
};

export default config;
