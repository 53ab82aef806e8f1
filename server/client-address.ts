import ipaddr from "ipaddr.js";
import { env } from "@/server/env";

/** A header in which the door of this process says who is at the other end of the connection. */
export const PEER_HEADER = "x-frescura-peer";

const store = globalThis as typeof globalThis & { __frescuraPeers?: true };

/** Says that the door of this process writes that header over whatever a client sends: else nothing believes it. */
export function peersAreTold(): void {
  store.__frescuraPeers = true;
}

/**
 * The address that a request comes from, as far as it can be known: the other end of the connection, or what proxies in
 * TRUSTED_PROXIES say of it. What a client says of itself counts for nothing.
 *
 * @returns null where a proxy that is not named hides it (or one's own machine asks)
 */
export function clientAddress(headers: Headers): string | null {
  const trusted = env().TRUSTED_PROXIES ?? [];
  const isTrusted = (address: Address) => trusted.some((range) => within(address, range));
  const forwarded = headers.get("x-forwarded-for")?.split(",") ?? [];
  if (store.__frescuraPeers) {
    const peer = parse(headers.get(PEER_HEADER) ?? "");
    if (!peer) return null;
    // Behind a proxy on this machine all the world would share its address.
    if (!isTrusted(peer)) return peer.range() === "loopback" ? null : peer.toString();
  } else if (trusted.length === 0) return null;
  // Each proxy adds to the end who came to it: the last that is none of them is the client.
  for (const told of forwarded.reverse()) {
    const address = parse(told.trim());
    if (!address) return null;
    if (!isTrusted(address)) return address.toString();
  }
  return null;
}

/** What of an address is throttled as one: who has an IPv6 address has the 2^64 beside it as well. */
export function throttledAs(address: string): string {
  const parsed = parse(address);
  if (parsed?.kind() !== "ipv6") return address;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`)}/64`;
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

function parse(text: string): Address | null {
  return ipaddr.isValid(text) ? ipaddr.process(text) : null;
}

function within(address: Address, [network, bits]: [Address, number]): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}
