import { BlockList } from 'node:net';

/**
 * Addresses that are not somewhere in the public internet: what a caller must not reach through the product unless an operator allowed it
 * (EVT-03). Sources: IANA special-purpose registries of IPv4 and IPv6 (RFC 6890 and successors), multicast (RFC 5771, RFC 4291).
 */
const ipv4Networks: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // shared address space of carriers
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local, metadata services of clouds
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // former 6to4 relays
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarking
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
];

/** Inside of 2000::/3; everything outside of that is not global unicast. */
const ipv6Networks: readonly (readonly [network: string, prefix: number])[] = [
  ['2001::', 23], // protocol assignments, Teredo among them
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4: an IPv4 address in disguise
  ['3fff::', 20], // documentation
];

const special = new BlockList();
for (const [network, prefix] of ipv4Networks) special.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of ipv6Networks) special.addSubnet(network, prefix, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/** @param address of `family`, IPv4 in IPv6 already unwrapped */
export function isPublic(address: string, family: 4 | 6): boolean {
  if (family === 4) return !special.check(address, 'ipv4');
  return globalUnicast.check(address, 'ipv6') && !special.check(address, 'ipv6');
}
