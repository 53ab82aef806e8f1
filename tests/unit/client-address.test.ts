import { afterEach, describe, expect, test } from "vitest";
import { clientAddress, PEER_HEADER, peersAreTold, throttledAs } from "@/server/client-address";
import { amendEnv } from "@/server/env";

const ask = (peer: string | null, forwarded?: string) =>
  clientAddress(
    new Headers({
      ...(peer !== null && { [PEER_HEADER]: peer }),
      ...(forwarded !== undefined && { "x-forwarded-for": forwarded }),
    }),
  );
afterEach(() => {
  amendEnv({ TRUSTED_PROXIES: "" });
  delete (globalThis as { __frescuraPeers?: true }).__frescuraPeers;
});

describe("where a request comes from", () => {
  test("is not known where nobody tells: what a client claims counts for nothing", () => {
    expect(ask(null, "203.0.113.9")).toBeNull();
    expect(ask("203.0.113.9")).toBeNull();
  });

  test.each([
    ["203.0.113.9", undefined, "203.0.113.9"],
    ["::ffff:203.0.113.9", undefined, "203.0.113.9"],
    ["203.0.113.9", "198.51.100.1", "203.0.113.9"],
    ["2001:db8::1", "198.51.100.1", "2001:db8::1"],
    ["127.0.0.1", "198.51.100.1", null],
    ["::1", undefined, null],
    ["", "198.51.100.1", null],
  ])("is the other end of the connection: %s, claiming %s", (peer, forwarded, address) => {
    peersAreTold();
    expect(ask(peer, forwarded)).toBe(address);
  });

  test.each([
    ["127.0.0.1", "203.0.113.9", "203.0.113.9"],
    ["10.1.2.3", "198.51.100.1, 203.0.113.9, 10.1.9.9", "203.0.113.9"],
    ["10.1.2.3", "203.0.113.9, not an address", null],
    ["10.1.2.3", "10.1.9.9", null],
    ["10.1.2.3", undefined, null],
    ["10.2.0.1", "203.0.113.9", "10.2.0.1"],
    ["2001:db8::1", "203.0.113.9", "2001:db8::1"],
  ])("is what trusted proxies say, from the last one on: %s, %s", (peer, forwarded, address) => {
    peersAreTold();
    amendEnv({ TRUSTED_PROXIES: "127.0.0.1, 10.1.0.0/16" });
    expect(ask(peer, forwarded)).toBe(address);
  });

  test("is throttled for IPv6 by its /64, which one customer has", () => {
    expect(throttledAs("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
    expect(throttledAs("203.0.113.9")).toBe("203.0.113.9");
  });
});

test("proxies are addresses and networks, or the start stops", () => {
  expect(() => amendEnv({ TRUSTED_PROXIES: "everyone" })).toThrow(/TRUSTED_PROXIES/);
});
