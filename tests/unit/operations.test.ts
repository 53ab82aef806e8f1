import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { addressOf, placesOf } from "@/lib/contract/operation";
import { OPERATION_LIST } from "@/lib/contract/operations";
import { OTHER_ROUTES, routeFile } from "@/tests/support/routes";

const METHODS = ["GET", "POST", "PATCH", "DELETE"];

/** Every route file under app/api. */
const files = readdirSync("app/api", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith("route.ts"))
  .map((name) => `app/api/${name}`);

test("every route file answers declared operations, and every operation has one", () => {
  const declared = new Set(OPERATION_LIST.map(({ path }) => routeFile(path)));
  expect(files.sort()).toEqual([...declared, ...OTHER_ROUTES].sort());
});

describe.each(OPERATION_LIST)("$id", (operation) => {
  const { method, path, example, query, body, permission, problems } = operation;

  test("is served by its route, and by its method", async () => {
    const handlers = await import(/* @vite-ignore */ `${process.cwd()}/${routeFile(path)}`);
    const { headers } = await handlers.OPTIONS(new Request("http://localhost"), {});
    const siblings = OPERATION_LIST.filter((other) => other.path === path).map((other) => other.method);
    expect(
      headers
        .get("allow")
        .split(", ")
        .filter((one: string) => METHODS.includes(one))
        .sort(),
    ).toEqual(siblings.sort());
    expect(handlers[method]).toBeTypeOf("function");
    expect(handlers.HEAD).toBeTypeOf("function");
  });

  test("has an example that fits", () => {
    expect(Object.keys(example.params ?? {})).toEqual(placesOf(path));
    expect(addressOf(path, example.params)).not.toContain("{");
    if (query) expect(query.safeParse(example.query ?? {}).error).toBeUndefined();
    else expect(example.query).toBeUndefined();
    if (body) expect(body.safeParse(example.body ?? {}).error).toBeUndefined();
    else expect(example.body).toBeUndefined();
  });

  test("names the problems that follow from what it asks for", () => {
    if (!["everyone", "anyone", "secret"].includes(permission)) expect(problems).toContain(403);
    if (query) expect(problems).toContain(400);
    if (body) expect(problems).toEqual(expect.arrayContaining([400, 413]));
    if (path.includes("{")) expect(problems).toContain(404);
  });
});

test("no two operations have one method and path", () => {
  const lines = OPERATION_LIST.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(lines).size).toBe(lines.length);
});
