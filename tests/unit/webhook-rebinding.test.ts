import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, expect, test, vi } from "vitest";

const lookup = vi.hoisted(() => vi.fn());
vi.mock("node:dns/promises", () => ({ lookup }));

// Others of this process must neither have loaded it before, nor keep it as it is here.
vi.resetModules();
const { postJson } = await import("@/server/alerts/post-json");

const post = (target: string, allowPrivate: boolean) =>
  postJson({ id: "1", target }, { text: "hello" }, { allowPrivate, allowHttp: true, timeoutMs: 10_000 });

afterEach(() => lookup.mockReset());
afterAll(() => {
  vi.doUnmock("node:dns/promises");
  vi.resetModules();
});

test("a name that answers otherwise the second time is called where it was checked, once", async () => {
  const hosts: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    hosts.push(request.headers.host);
    response.end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  try {
    lookup.mockResolvedValueOnce([{ address: "127.0.0.1", family: 4 }]);
    lookup.mockResolvedValue([{ address: "169.254.169.254", family: 4 }]);
    await post(`http://rebinding.test:${port}/`, true);
    expect(hosts).toEqual([`rebinding.test:${port}`]);
    expect(lookup).toHaveBeenCalledTimes(1);
  } finally {
    server.close();
  }
});

test.each([
  ["a private one beside a public one", "127.0.0.1", 4, "private network"],
  ["the cloud's metadata", "169.254.169.254", 4, "link-local"],
  ["IPv4 within IPv6", "::ffff:127.0.0.1", 6, "private network"],
])("a name with %s among its addresses is refused", async (_what, address, family, reason) => {
  lookup.mockResolvedValue([
    { address: "93.184.215.14", family: 4 },
    { address, family },
  ]);
  await expect(post("http://mixed.test/", false)).rejects.toThrow(reason);
});
