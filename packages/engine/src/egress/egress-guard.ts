import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { isPublic } from './special-addresses.ts';

/** An address that a connection may be opened to. Connect to it and to nothing else: the name may mean another one a moment later. */
export interface EgressAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Why a host cannot be connected to; the message is for the person who named it. */
export class EgressError extends Error {
  readonly reason: 'refused' | 'unresolved';

  constructor(reason: EgressError['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EgressError';
    this.reason = reason;
  }
}

/** All addresses of a host name. @throws when it has none */
export type ResolveHost = (host: string) => Promise<readonly EgressAddress[]>;

/**
 * The one gate of connections that callers make the product open: webhooks and the targets of rotations (EVT-03). Only public addresses
 * pass, and what the operator allowed in `DEWPOINT_EGRESS_ALLOW`.
 */
export interface Egress {
  /**
   * Addresses of a host that may be connected to, at least one, in the resolver's order.
   * @param host a name or an IP address, IPv6 with or without brackets
   * @throws EgressError
   */
  resolve(host: string): Promise<readonly EgressAddress[]>;
}

/**
 * @param allow host names, IP addresses and CIDR ranges. A name that stands here may have any address.
 * @throws TypeError for an entry that is none of them
 */
export function createEgressGuard(
  allow: readonly string[],
  resolveHost: ResolveHost = systemResolver,
): Egress {
  const names = new Set<string>();
  const networks = new BlockList();
  for (const entry of allow) {
    const network = networkOf(entry);
    if (network !== null) networks.addSubnet(network.address, network.prefix, familyName(network.family));
    else if (hostName.test(entry)) names.add(canonicalName(entry));
    else throw new TypeError(`egress: ${entry} is no host name, IP address or CIDR range`);
  }
  const permitted = ({ address, family }: EgressAddress) =>
    isPublic(address, family) || networks.check(address, familyName(family));

  return {
    async resolve(host) {
      const name = canonicalName(host);
      const literal = addressOf(name);
      const found = literal === null ? await resolved(resolveHost, name) : [literal];
      const usable = names.has(name) ? found : found.filter(permitted);
      if (usable.length === 0) {
        throw new EgressError(
          'refused',
          `${host} is in a private, loopback or otherwise special network. Name a public host, or have the operator allow this one in DEWPOINT_EGRESS_ALLOW.`,
        );
      }
      return usable;
    },
  };
}

const hostName =
  /^(?=.{1,253}\.?$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i;
/** Whether `createEgressGuard` takes it: a host name, an IP address or a CIDR range. */
export function isEgressEntry(text: string): boolean {
  return networkOf(text) !== null || hostName.test(text);
}

const familyName = (family: 4 | 6) => (family === 4 ? 'ipv4' : 'ipv6');

async function resolved(resolveHost: ResolveHost, name: string): Promise<readonly EgressAddress[]> {
  if (!hostName.test(name)) throw new EgressError('unresolved', `${name} is no host name.`);
  try {
    const found = await resolveHost(name);
    if (found.length > 0) return found.map(({ address }) => addressOf(address) ?? never(address));
  } catch (error) {
    throw new EgressError('unresolved', `The host name ${name} cannot be resolved. Check it.`, {
      cause: error,
    });
  }
  throw new EgressError('unresolved', `The host name ${name} has no address. Check it.`);
}

function never(address: string): never {
  throw new TypeError(`egress: the resolver answered ${address}, which is no IP address`);
}

async function systemResolver(host: string): Promise<readonly EgressAddress[]> {
  const found = await lookup(host, { all: true, order: 'verbatim' });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

/** Lower case, without brackets and without the final dot, so that one host has one spelling. */
function canonicalName(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

/** An IP address; one of IPv4 that is written in IPv6 (mapped, or behind the prefix of NAT64) counts as what it reaches. */
function addressOf(text: string): EgressAddress | null {
  const family = isIP(text);
  if (family === 4) return { address: text, family: 4 };
  if (family !== 6) return null;
  const address = new URL(`http://[${text.replace(/%.*$/, '')}]`).hostname.slice(1, -1);
  const embedded = /^(?:::ffff:|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
  if (embedded === null) return { address, family: 6 };
  const bytes = [embedded[1], embedded[2]].map((group) => Number.parseInt(group ?? '', 16));
  return { address: bytes.flatMap((pair) => [pair >> 8, pair & 255]).join('.'), family: 4 };
}

function networkOf(entry: string): (EgressAddress & { readonly prefix: number }) | null {
  const [text = '', prefixText, ...rest] = entry.split('/');
  const address = addressOf(canonicalName(text));
  if (address === null || rest.length > 0) return null;
  const longest = address.family === 4 ? 32 : 128;
  if (prefixText === undefined) return { ...address, prefix: longest };
  const prefix = /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : longest + 1;
  return prefix <= longest ? { ...address, prefix } : null;
}
