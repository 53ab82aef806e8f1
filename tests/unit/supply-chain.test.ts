import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Exception, exceptions, judgeAudit } from "@/scripts/audit/judge";

const jsonOf = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));

describe("the lockfile", () => {
  const entry = z.looseObject({
    version: z.string().optional(),
    integrity: z.string().optional(),
    resolved: z.string().optional(),
    link: z.boolean().optional(),
  });
  const { packages } = z.object({ packages: z.record(z.string(), entry) }).parse(jsonOf("package-lock.json"));
  const installed = Object.entries(packages).filter(([path]) => path !== "");

  test("says of each package what it has to be, to the bit", () => {
    expect(installed.length).toBeGreaterThan(100);
    const loose = installed.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ""));
    expect(loose.map(([path]) => path)).toEqual([]);
  });

  test("names no registry, nor any other place to fetch from", () => {
    expect(installed.filter(([, one]) => one.resolved !== undefined || one.link)).toEqual([]);
  });

  test("is of the versions that package.json pins", () => {
    const wanted = z.record(z.string(), z.string());
    const manifest = z
      .object({ dependencies: wanted, devDependencies: wanted, optionalDependencies: wanted })
      .parse(jsonOf("package.json"));
    for (const [name, version] of Object.values(manifest).flatMap((group) => Object.entries(group))) {
      expect(packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
  });
});

describe("an audit", () => {
  const finding = (advisory: string, name: string) => ({
    via: [
      { name, title: "Bad", severity: "high", url: `https://github.com/advisories/${advisory}` },
      "another",
    ],
  });
  const found = JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: {
      left: finding("GHSA-aaaa-bbbb-cccc", "left"),
      right: { via: ["left"] },
    },
  });
  const argued: Exception = {
    advisory: "GHSA-aaaa-bbbb-cccc",
    package: "left",
    why: "It is a tool of the build alone.",
    until: "2026-12-31",
  };

  test("has an answer to each finding, once", () => {
    const told = "high: left: Bad (https://github.com/advisories/GHSA-aaaa-bbbb-cccc)";
    expect(judgeAudit(found, [], "2026-12-01")).toEqual({
      answered: true,
      open: [told],
      argued: [],
      over: [],
    });
    expect(judgeAudit(found, [argued], "2026-12-31")).toMatchObject({ open: [], argued: [told] });
  });

  test("does not take an answer that is over, of another package, or to what is not found", () => {
    expect(judgeAudit(found, [argued], "2027-01-01")).toMatchObject({ open: [expect.any(String)] });
    const other = { ...argued, package: "right" };
    expect(judgeAudit(found, [other], "2026-12-01")).toMatchObject({
      open: [expect.any(String)],
      over: ["GHSA-aaaa-bbbb-cccc right"],
    });
  });

  test.each([
    ["", "nothing was said"],
    ['{"message":"405 - POST https://registry.example/x","statusCode":405}', "405 - POST the registry"],
    [
      '{"error":{"summary":"request to https://registry.example/x failed"}}',
      "request to the registry failed",
    ],
    ["<html>", "<html>"],
  ])("that nobody answers fails nothing: %j", (output, why) => {
    expect(judgeAudit(output, [], "2026-12-01")).toEqual({ answered: false, why });
  });

  test("goes by exceptions that have a reason and an end", () => {
    expect(exceptions.safeParse(jsonOf("audit-exceptions.json")).error).toBeUndefined();
    for (const missing of ["why", "until"]) {
      expect(exceptions.safeParse([{ ...argued, [missing]: undefined }]).success).toBe(false);
    }
    expect(judgeAudit(found, [{ ...argued, until: "2027-12-31" }], "2026-12-01")).toMatchObject({
      argued: [],
    });
  });
});
