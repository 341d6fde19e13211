// Which addresses a webhook may be sent to: those of the public internet. Everything else may be a service of the inside that
// trusts whoever reaches it (server-side request forgery).
import { BlockList, isIP } from 'node:net';

/** IANA special-purpose registries (RFC 6890 and updates): not globally reachable, multicast or reserved. */
const special: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Only 2000::/3 is in use as the public internet; these lie in it and are not, or carry an IPv4 address inside. */
const specialSix: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];

const blocked = new BlockList();
for (const [net, prefix] of special) blocked.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of specialSix) blocked.addSubnet(net, prefix, 'ipv6');
const globalSix = new BlockList();
globalSix.addSubnet('2000::', 3, 'ipv6');

/** `address`: an IPv4 or IPv6 address; anything else is not public. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !blocked.check(address, 'ipv4');
    case 6:
      // Mapped, translated and scoped addresses lie outside 2000::/3.
      return globalSix.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
    default:
      return false;
  }
}
