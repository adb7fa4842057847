import { describe, expect, it } from 'vitest';
import { createEgressGuard, type EgressAddress, EgressError } from '../../src/egress/egress-guard.ts';

const hosts: Readonly<Record<string, readonly EgressAddress[]>> = {
  'db.example': [{ address: '93.184.215.14', family: 4 }],
  'inner.example': [{ address: '10.1.2.3', family: 4 }],
  'mapped.example': [{ address: '::ffff:127.0.0.1', family: 6 }],
  'both.example': [
    { address: '127.0.0.1', family: 4 },
    { address: '93.184.215.14', family: 4 },
  ],
  'nothing.example': [],
};

async function resolver(host: string): Promise<readonly EgressAddress[]> {
  const found = hosts[host];
  if (found === undefined) throw new Error('ENOTFOUND');
  return found;
}

async function refusal(host: string, allow: readonly string[] = []): Promise<string> {
  try {
    await createEgressGuard(allow, resolver).resolve(host);
  } catch (error) {
    if (error instanceof EgressError) return error.reason;
    throw error;
  }
  return 'allowed';
}

describe('EVT-03 connections that callers make the product open', () => {
  it.each([
    '127.0.0.1',
    '127.8.9.1',
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '[::1]',
    '::',
    'fe80::1',
    'fe80::1%eth0',
    'fd00::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'inner.example',
    'mapped.example',
    'INNER.example.',
  ])('refuses %s', async (host) => {
    expect(await refusal(host)).toBe('refused');
  });

  it.each([
    '93.184.215.14',
    '172.32.0.1',
    '2606:2800:21f:cb07:6820:80da:af6b:8b2c',
    '::ffff:93.184.215.14',
    'db.example',
  ])('lets %s pass', async (host) => {
    expect(await refusal(host)).toBe('allowed');
  });

  it.each([
    ['127.0.0.1', ['127.0.0.1']],
    ['::ffff:127.0.0.1', ['127.0.0.1']],
    ['127.9.9.9', ['127.0.0.0/8']],
    ['fd00::7', ['fd00::/8']],
    ['inner.example', ['Inner.Example']],
    ['inner.example', ['10.1.0.0/16']],
  ])('lets %s pass when the operator allows %j', async (host, allow) => {
    expect(await refusal(host, allow)).toBe('allowed');
  });

  it.each([
    ['10.1.2.3', ['inner.example']],
    ['127.0.0.2', ['127.0.0.1']],
    ['inner.example', ['10.2.0.0/16', 'example']],
  ])('refuses %s although %j is allowed', async (host, allow) => {
    expect(await refusal(host, allow)).toBe('refused');
  });

  it('answers the permitted addresses of a name alone, to be connected to', async () => {
    expect(await createEgressGuard([], resolver).resolve('both.example')).toEqual([
      { address: '93.184.215.14', family: 4 },
    ]);
    expect(await createEgressGuard(['127.0.0.1'], resolver).resolve('::ffff:7f00:1')).toEqual([
      { address: '127.0.0.1', family: 4 },
    ]);
  });

  it.each([
    'missing.example',
    'nothing.example',
    'a b',
    '',
    'x/y',
    '1.2.3.4.5:80',
    `${'a'.repeat(64)}.example`,
  ])('says that %j cannot be resolved', async (host) => {
    expect(await refusal(host)).toBe('unresolved');
  });

  it.each(['10.0.0.0/33', 'http://x', '10.0.0.0/8/8', 'a b', 'fd00::/129', '10.0.0.0/'])(
    'takes no allow-list entry %s',
    (entry) => {
      expect(() => createEgressGuard([entry])).toThrow(TypeError);
    },
  );
});
