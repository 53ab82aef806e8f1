import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";

/** A webhook leads to where none may. */
export class ForbiddenTarget extends Error {
  override readonly name = "ForbiddenTarget";
}

const LINK_LOCAL = blockList([
  ["169.254.0.0", 16],
  ["fe80::", 10],
]);

/** Private, shared, documentation, multicast and reserved ranges; those that embed an IPv4 address, too. */
const PRIVATE = blockList([
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  ["::", 127],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["ff00::", 8],
]);

/** An address that was looked at, and that the connection has to use. */
export interface CheckedAddress {
  address: string;
  family: 4 | 6;
}

/**
 * Resolves a host and refuses it unless every address of it may be called. Whoever connects must use the address
 * that is returned: a second look-up could answer otherwise.
 *
 * @param host name or IP literal, as `URL.hostname` has it
 * @throws ForbiddenTarget
 */
export async function checkedAddress(host: string, allowPrivate: boolean): Promise<CheckedAddress> {
  // Brackets around IPv6. Other spellings of IPv4, such as 2130706433, URL has made plain.
  const bare = host.replace(/^\[|\]$/g, "");
  const found = isIP(bare) ? [{ address: bare, family: isIP(bare) }] : await lookup(bare, { all: true });
  for (const { address, family } of found) {
    const type = family === 6 ? "ipv6" : "ipv4";
    if (LINK_LOCAL.check(address, type)) throw new ForbiddenTarget(`${host} is a link-local address.`);
    if (!allowPrivate && PRIVATE.check(address, type)) {
      throw new ForbiddenTarget(
        `${host} leads into a private network, where webhooks may go only with ALLOW_PRIVATE_WEBHOOKS=on.`,
      );
    }
  }
  const [first] = found;
  if (!first) throw new ForbiddenTarget(`${host} has no address.`);
  return { address: first.address, family: first.family === 6 ? 6 : 4 };
}

function blockList(subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of subnets) list.addSubnet(net, prefix, isIP(net) === 6 ? "ipv6" : "ipv4");
  return list;
}
