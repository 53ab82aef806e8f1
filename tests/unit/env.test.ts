import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { EnvError, loadEnv, requireSessionSecret, VARIABLES } from "@/server/env";

const SECRET = "s".repeat(32);
const OWN_DATABASE = { DATABASE_URL: "postgres://u:p@db.example:5432/erp", NEXTAUTH_SECRET: SECRET };

function refusal(source: Record<string, string>): EnvError {
  try {
    loadEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error;
    throw error;
  }
  throw new Error("the environment was accepted");
}

describe("the environment", () => {
  test("needs nothing: the defaults are the embedded demo", () => {
    expect(loadEnv({})).toEqual({
      HOST: "127.0.0.1",
      PORT: 3000,
      OIDC_NAME: "OpenID Connect",
      OIDC_SCOPE: "openid email profile",
      OIDC_CLAIM: "groups",
      PASSWORD_SIGN_IN: "on",
      REFRESH_ROLES: ["admin", "cfo"],
      BUSINESS_TIME_ZONE: "America/Mexico_City",
      WORKER: "on",
      WORKER_IDLE: "poll",
      DEMO: "auto",
      LOG_LEVEL: "info",
      REFRESH_LIMIT_PER_HOUR: 10,
      REFRESH_CONCURRENCY: 2,
      READ_TIMEOUT_MS: 10_000,
      STREAMS_MAX: 2_000,
      ALERT_FROM: "Frescura <frescura@localhost>",
      ALLOW_PRIVATE_WEBHOOKS: "off",
      ALLOW_HTTP_WEBHOOKS: "off",
      EMBEDDED: true,
    });
  });

  test("is frozen", () => {
    expect(Object.isFrozen(loadEnv({}))).toBe(true);
  });

  test("reads numbers, lists and surrounding blanks", () => {
    const env = loadEnv({ PORT: " 8080 ", REFRESH_ROLES: "Admin, ops", REFRESH_CONCURRENCY: "4" });
    expect(env).toMatchObject({ PORT: 8080, REFRESH_ROLES: ["admin", "ops"], REFRESH_CONCURRENCY: 4 });
  });

  test("takes an empty variable as unset", () => {
    expect(loadEnv({ PORT: "", DATABASE_URL: " ", CRON_SECRET: "" })).toEqual(loadEnv({}));
  });

  test.each([
    ["DATABASE_URL", "mysql://u@h/d"],
    ["DATABASE_URL_DIRECT", "not a url"],
    ["PORT", "3000x"],
    ["PORT", "70000"],
    ["NEXTAUTH_SECRET", "short"],
    ["NEXTAUTH_URL", "localhost:3000"],
    ["CRON_SECRET", "short"],
    ["CRON_SECRET", "sixteen letters and blanks"],
    ["REFRESH_ROLES", "admin,boss"],
    ["BUSINESS_TIME_ZONE", "Mexico/Nowhere"],
    ["WORKER", "yes"],
    ["SMTP_URL", "http://mail.example.com"],
    ["LOG_KEEP_DAYS", "0"],
    ["ALLOW_PRIVATE_WEBHOOKS", "yes"],
    ["DEMO", "true"],
    ["LOG_LEVEL", "loud"],
    ["REFRESH_LIMIT_PER_HOUR", "0"],
    ["REFRESH_CONCURRENCY", "-1"],
    ["EMBEDDED_PORT", "0"],
  ])("names a bad %s", (name, value) => {
    const error = refusal({ [name]: value });
    expect(error.variables).toEqual([name]);
    expect(error.message).toContain(`\n  ${name} `);
  });

  test("names every bad variable at once, and what to do", () => {
    const error = refusal({ PORT: "x", WORKER: "maybe" });
    expect(error.variables).toEqual(["PORT", "WORKER"]);
    expect(error.message).toContain("PORT is not a whole number. Write digits only.");
    expect(error.message).toContain("WORKER is none of the known values. Use one of: on, off.");
  });

  test("does not repeat the value, which may be a secret", () => {
    expect(refusal({ NEXTAUTH_SECRET: "hunter2" }).message).not.toContain("hunter2");
  });

  test("wants a session secret only of what serves sessions", () => {
    const { NEXTAUTH_SECRET, ...withoutSecret } = OWN_DATABASE;
    const settings = loadEnv(withoutSecret);
    expect(settings.EMBEDDED).toBe(false);
    expect(() => requireSessionSecret(settings)).toThrow(/\n {2}NEXTAUTH_SECRET is missing/);
    expect(requireSessionSecret(loadEnv(OWN_DATABASE))).toBe(NEXTAUTH_SECRET);
  });

  test("keeps demo data out of the customer's own database", () => {
    expect(refusal({ ...OWN_DATABASE, DEMO: "on" }).variables).toEqual(["DEMO"]);
    expect(loadEnv({ ...OWN_DATABASE, FRESCURA_EMBEDDED: "1", DEMO: "on" }).EMBEDDED).toBe(true);
  });

  test(".env.example lists every variable with its default, and no other", () => {
    const lines = readFileSync(new URL("../../.env.example", import.meta.url), "utf8").split("\n");
    const settings = lines.filter((line) => /^[A-Z_]+=/.test(line)).map((line) => line.split("=", 2));
    const example = Object.fromEntries(settings);
    expect(Object.keys(example).sort()).toEqual(
      Object.keys(VARIABLES.shape)
        .filter((name) => name !== "FRESCURA_EMBEDDED")
        .sort(),
    );
    expect(loadEnv(example)).toEqual(loadEnv({}));
  });
});
