import { BlockList, isIP } from 'node:net';

/** An address as it is compared: IPv4 as a number, IPv6 by the system's own list. */
interface ParsedAddress {
  readonly text: string;
  readonly version: 0 | 4 | 6;
  readonly number: number;
}

let last: ParsedAddress = { text: '', version: 0, number: 0 };

/** All conditions of a decision ask about the same address, so the last one is kept. */
function parsed(text: string): ParsedAddress {
  if (last.text !== text) {
    const version = isIP(text);
    last = {
      text,
      version: version === 4 ? 4 : version === 6 ? 6 : 0,
      number: version === 4 ? ipv4Number(text) : 0,
    };
  }
  return last;
}

function ipv4Number(text: string): number {
  return text.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}

export function isAddress(text: string): boolean {
  return parsed(text).version !== 0;
}

/**
 * Compiles an address or a network in CIDR form into a test of addresses.
 * @returns undefined for text that is neither
 */
export function compileNetwork(text: string): ((address: string) => boolean) | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return undefined;
  const longest = version === 4 ? 32 : 128;
  const length = prefix === undefined ? longest : Number(prefix);
  if (prefix !== undefined && (!/^\d{1,3}$/.test(prefix) || length > longest)) return undefined;
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(address, length, family);
  if (version === 6) return (actual) => list.check(actual, parsed(actual).version === 4 ? 'ipv4' : 'ipv6');
  const size = 2 ** (32 - length);
  const network = Math.floor(ipv4Number(address) / size);
  return (actual) => {
    const { version: actualVersion, number } = parsed(actual);
    // An IPv4 address may come in the form of an IPv6 one (RFC 4291 2.5.5.2).
    return actualVersion === 4 ? Math.floor(number / size) === network : list.check(actual, 'ipv6');
  };
}
