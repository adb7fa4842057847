import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trustedProxies } from '../../src/configuration/parse.ts';
import { clientAddress, isDirectLoopback } from '../../src/http/client-address.ts';

/** What a real server on 127.0.0.1 makes of the headers of a request. */
let seen: { address: string; direct: boolean };
let trust = trustedProxies('off');
let server: http.Server;
beforeAll(async () => {
  server = http.createServer((request, response) => {
    seen = { address: clientAddress(request, trust), direct: isDirectLoopback(request) };
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
});

async function ask(proxies: string, headers: Record<string, string>) {
  trust = trustedProxies(proxies);
  const { port } = server.address() as AddressInfo;
  await fetch(`http://127.0.0.1:${port}/`, { headers });
  return seen;
}

describe('OPS-01 DEWPOINT_TRUST_PROXY', () => {
  const rows: [name: string, proxies: string, forwarded: string, expected: string][] = [
    ['ignores the header when no proxy is configured', 'off', '203.0.113.9', '127.0.0.1'],
    ['ignores the header from another proxy', '10.0.0.1', '203.0.113.9', '127.0.0.1'],
    ['takes what a trusted proxy says', 'loopback', '203.0.113.9', '203.0.113.9'],
    [
      'takes the last hop that is not trusted',
      '127.0.0.0/8, 10.0.0.0/8',
      '6.6.6.6, 203.0.113.9, 10.1.2.3',
      '203.0.113.9',
    ],
    ['takes the first hop when all are trusted', 'loopback, 10.0.0.0/8', '10.0.0.2, 10.0.0.3', '10.0.0.2'],
    ['stops at text that is no address', 'loopback', '203.0.113.9, <script>', '127.0.0.1'],
    ['reads IPv6 with port and mapped IPv4', 'loopback', '[2001:db8::1]:4711', '2001:db8::1'],
  ];
  it.each(rows)('%s', async (_name, proxies, forwarded, expected) => {
    expect((await ask(proxies, { 'x-forwarded-for': forwarded })).address).toBe(expected);
  });

  it('counts a caller on this machine as direct only without a forwarded header', async () => {
    expect((await ask('off', {})).direct).toBe(true);
    expect((await ask('off', { 'x-forwarded-for': '127.0.0.1' })).direct).toBe(false);
    expect((await ask('off', { forwarded: 'for=127.0.0.1' })).direct).toBe(false);
  });
});
