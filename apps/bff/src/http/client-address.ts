import type { IncomingMessage } from 'node:http';
import { isIP, type Socket } from 'node:net';
import type { TrustedProxies } from '../configuration/parse.ts';

const peers = new WeakMap<Socket, string>();

/** Guarantees: the address of the client is the socket's, unless the socket is a configured proxy; then the last untrusted hop that trusted proxies named. */
export function clientAddress(request: IncomingMessage, trusted: TrustedProxies): string {
  const peer = peerAddress(request.socket);
  const header = request.headers['x-forwarded-for'];
  if (header === undefined || !trusted.any || !trusted.includes(peer)) return peer;
  const hops = (Array.isArray(header) ? header.join(',') : header).split(',');
  let address = peer;
  for (const hop of hops.reverse()) {
    const candidate = plainAddress(hop.trim());
    // What stands behind a hop that is no address was written by someone unknown.
    if (isIP(candidate) === 0) return address;
    address = candidate;
    if (!trusted.includes(candidate)) return address;
  }
  return address;
}

/** True when the request came straight from this machine, not through a proxy on it. */
export function isDirectLoopback(request: IncomingMessage): boolean {
  const peer = peerAddress(request.socket);
  const forwarded = 'x-forwarded-for' in request.headers || 'forwarded' in request.headers;
  return !forwarded && (peer === '::1' || (isIP(peer) === 4 && peer.startsWith('127.')));
}

function peerAddress(socket: Socket): string {
  let address = peers.get(socket);
  if (address === undefined) {
    address = plainAddress(socket.remoteAddress ?? '');
    peers.set(socket, address);
  }
  return address;
}

/** IPv4-mapped IPv6 addresses (`::ffff:127.0.0.1`, RFC 4291 2.5.5.2) as IPv4; ports and zones cut off. */
function plainAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  const withPort =
    /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(address) ?? /^\[([0-9a-f:.]+)\](?::\d+)?$/i.exec(address);
  if (withPort?.[1]) return withPort[1];
  const zone = address.indexOf('%');
  return zone < 0 ? address : address.slice(0, zone);
}
