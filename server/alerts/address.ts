import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Where clouds tell their machines who they are: no webhook may ask there, wherever else it may. */
const METADATA = new Set([
  "fd00:ec2::254",
  "fd20:ce::254",
  "100.100.100.200",
  "192.0.0.192",
  "168.63.129.16",
]);

/** A webhook leads to where none may. */
export class ForbiddenTarget extends Error {
  override readonly name = "ForbiddenTarget";
}

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
  for (const { address } of found) {
    // IPv4 within IPv6 counts as what it is.
    const plain = ipaddr.process(address);
    const range = plain.range();
    if (range === "linkLocal") throw new ForbiddenTarget(`${host} is a link-local address.`);
    if (METADATA.has(plain.toString()))
      throw new ForbiddenTarget(`${host} tells machines of a cloud who they are.`);
    // Everything that is not for the public: private, shared, reserved, multicast, and what embeds an IPv4 address.
    if (!allowPrivate && range !== "unicast") {
      throw new ForbiddenTarget(
        `${host} leads into a private network, where webhooks may go only with ALLOW_PRIVATE_WEBHOOKS=on.`,
      );
    }
  }
  const [first] = found;
  if (!first) throw new ForbiddenTarget(`${host} has no address.`);
  return { address: first.address, family: first.family === 6 ? 6 : 4 };
}
