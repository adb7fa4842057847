import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../../../src/iam/policy/address-match.ts';

describe('IAM-04 addresses in conditions', () => {
  it.each([
    ['192.0.2.0/24', '192.0.2.255', true],
    ['192.0.2.0/24', '192.0.3.0', false],
    ['192.0.2.77/24', '192.0.2.1', true],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['255.255.255.255', '255.255.255.255', true],
    ['255.255.255.254/31', '255.255.255.253', false],
    ['192.0.2.1', '::ffff:192.0.2.1', true],
    ['192.0.2.1', '2001:db8::1', false],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['2001:db8::/32', '192.0.2.1', false],
    ['0.0.0.0/0', 'unknown', false],
  ])('%s and %s: %s', (network, address, expected) => {
    expect(compileNetwork(network)?.(address)).toBe(expected);
  });

  it.each(['', '192.0.2', '192.0.2.0/33', '192.0.2.0/', '192.0.2.0/-1', '192.0.2.0/8/8', '::/129', 'host'])(
    'refuses %j',
    (text) => {
      expect(compileNetwork(text)).toBeUndefined();
    },
  );

  it('match as the list of the system does', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.ipV4(), fc.ipV6()),
        fc.integer({ min: 0, max: 32 }),
        fc.oneof(fc.ipV4(), fc.ipV6()),
        (network, length, address) => {
          const family = (text: string) => (isIP(text) === 4 ? 'ipv4' : 'ipv6');
          const list = new BlockList();
          list.addSubnet(network, length, family(network));
          expect(compileNetwork(`${network}/${length}`)?.(address)).toBe(
            list.check(address, family(address)),
          );
        },
      ),
    );
  });
});
