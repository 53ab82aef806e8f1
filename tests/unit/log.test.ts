import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { createLogger, humanLine } from "@/server/log";

function logged(fields: object): string {
  const lines: string[] = [];
  createLogger("info", { write: (line) => void lines.push(line) }).info(fields, "request");
  return lines.join("");
}

/** What a person sees; whether there are colours is up to the terminal. */
const seen = (line: string) => stripVTControlCharacters(humanLine(line));

describe("the log", () => {
  test.each([
    { authorization: "Bearer hunter2" },
    { headers: { authorization: "hunter2", cookie: "hunter2", "set-cookie": "hunter2" } },
    { request: { headers: { authorization: "hunter2", cookie: "hunter2" } } },
    { user: { password: "hunter2", token: "hunter2", secret: "hunter2" } },
  ])("never shows a credential: %j", (fields) => {
    expect(logged(fields)).not.toContain("hunter2");
    expect(logged(fields)).toContain("[redacted]");
  });

  test("never shows what PostgreSQL quotes of a row", () => {
    const error = Object.assign(new Error("duplicate key value violates unique constraint"), {
      code: "23505",
      detail: "Key (number)=(canary) already exists.",
      where: "COPY sale, line 1: canary",
      query: "insert into card values ('canary')",
      parameters: ["canary"],
      args: ["canary"],
      internal_query: "select 'canary'",
    });
    expect(logged({ err: error })).not.toContain("canary");
    expect(JSON.parse(logged({ err: error })).err).toMatchObject({ code: "23505", message: error.message });
  });

  test("keeps everything else", () => {
    expect(JSON.parse(logged({ view: "sales_mv", rows: 3 }))).toMatchObject({
      view: "sales_mv",
      rows: 3,
      msg: "request",
    });
  });

  test("is one short line for a person", () => {
    const line = seen('{"level":40,"time":0,"msg":"slow refresh","view":"sales_mv","why":"a lock"}');
    expect(line).toMatch(/^\[\d\d:\d\d:\d\d\] WARN: slow refresh \{"view":"sales_mv","why":"a lock"\}\n$/);
  });

  test("shows a person an error's stack", () => {
    const line = seen(
      '{"level":50,"time":0,"msg":"failed","err":{"message":"boom","stack":"Error: boom\\n at x"}}',
    );
    expect(line).toMatch(/ERROR: failed\b[\s\S]*\n +Error: boom\n +at x\n/);
  });

  test("lets a line that is not JSON pass", () => {
    expect(seen("plain text")).toBe("plain text\n");
  });

  test("is seen by a person without what moves his terminal, or makes lines", () => {
    for (const evil of ["\u001b[2J", "\u009b2J", "\r\n12:00:00 forged", "\u202egnorw", "\u2028", "\u0007"]) {
      for (const fields of [{ view: evil }, { deep: { down: [evil] } }, { err: new Error(evil) }]) {
        const text = humanLine(logged(fields).replace('"request"', JSON.stringify(`hello ${evil}`)));
        for (const char of evil.replace(/[\w\s:[;]/g, ""))
          expect(stripVTControlCharacters(text)).not.toContain(char);
        expect(text.split("\n").filter((line) => line.startsWith("12:00:00 forged"))).toEqual([]);
      }
    }
    expect(seen("an \u001b[2J escape")).not.toContain("\u001b");
  });
});
