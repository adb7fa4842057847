import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newTraceId, timeOfTraceId } from '../../src/audit/trace-id.ts';

/** RFC 9562, section 5.7: 48 bits of time, version 7, variant 10. */
const uuidV7 = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });

describe('TRC-01 the ID of a trace', () => {
  it('is a UUIDv7 that tells its time, whatever ID came before', () => {
    fc.assert(
      fc.property(fc.array(times, { maxLength: 20 }), (all) => {
        for (const time of all.flatMap((each) => [each, each])) {
          const id = newTraceId(time);
          expect(id).toMatch(uuidV7);
          expect(timeOfTraceId(id)).toBe(time);
        }
      }),
    );
  });

  it('is the example of the RFC for its time', () => {
    // Appendix A.6: Tuesday, February 22, 2022 2:22:22.00 PM GMT-05:00.
    expect(timeOfTraceId('017f22e2-79b0-7cc3-98c4-dc0c0c07398f')).toBe(
      Date.parse('2022-02-22T19:22:22.000Z'),
    );
    expect(newTraceId(1_645_557_742_000).slice(0, 15)).toBe('017f22e2-79b0-7');
  });

  it('comes once', () => {
    const ids = Array.from({ length: 10_000 }, () => newTraceId(1_800_000_000_000));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([
    '',
    'x',
    // A UUIDv4, another variant, capitals, and text around one.
    '919108f7-52d1-4320-9bac-f847db4148a8',
    '017f22e2-79b0-7cc3-c8c4-dc0c0c07398f',
    '017F22E2-79B0-7CC3-98C4-DC0C0C07398F',
    '017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n',
    ' 017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
  ])('is not %j', (text) => {
    expect(timeOfTraceId(text)).toBeNull();
  });
});
