import { describe, expect, it } from 'vitest';
import { operations } from '../src/catalogue.ts';
import { OperationError } from '../src/errors.ts';
import { compileWireCodec } from '../src/wire/codec.ts';

describe('wire codec', () => {
  const rest = compileWireCodec(operations['kms.scheduleKeyDeletion'].input, 'snake');
  it('reads snake_case and both number forms', () => {
    const keyId = '0d0466b0-e727-4d9c-b35d-f84bb474a37f';
    expect(rest.decode({ key_id: keyId, pending_days: '7', other: 1 })).toEqual({ keyId, pendingDays: 7 });
    expect(rest.decode({ key_id: keyId, pending_days: 8 })).toEqual({ keyId, pendingDays: 8 });
  });
  it('names field and code', () => {
    const keyId = '0d0466b0-e727-4d9c-b35d-f84bb474a37f';
    for (const [wire, code, field] of [
      [{ key_id: keyId }, 'KMS.1401', 'pending_days'],
      [{ key_id: keyId, pending_days: '6' }, 'KMS.1401', 'pending_days'],
      [{ key_id: 'x', pending_days: '7' }, 'KMS.0205', 'key_id'],
      [{ pending_days: '7' }, 'KMS.0204', 'key_id'],
      [[], 'KMS.0308', 'body'],
    ] as const) {
      let caught: unknown;
      try {
        rest.decode(wire);
      } catch (e) {
        caught = e;
      }
      expect(caught).toBeInstanceOf(OperationError);
      expect(caught).toMatchObject({ code, field });
    }
  });
  it('writes snake_case', () => {
    const out = compileWireCodec(operations['kms.enableKey'].output, 'snake');
    expect(out.encode({ keyInfo: { keyId: 'a', keyState: 'enabled' } })).toEqual({
      key_info: { key_id: 'a', key_state: '2' },
    });
  });
});
