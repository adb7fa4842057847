import { afterEach, describe, expect, it, vi } from 'vitest';

afterEach(() => vi.unstubAllGlobals());

describe('the contract in a browser under a strict Content-Security-Policy', () => {
  it('runs without Buffer and without compiling code from text, with zod set to jitless', async () => {
    vi.resetModules();
    vi.stubGlobal('Buffer', undefined);
    vi.stubGlobal('Function', () => {
      throw new EvalError("Refused to evaluate a string as JavaScript because 'unsafe-eval' is not allowed");
    });
    const { z } = await import('zod');
    z.config({ jitless: true });
    const { compileWireCodec, operations } = await import('../src/index.ts');
    const codec = compileWireCodec(operations['kms.decryptData'].input, 'camel');
    const read = codec.decode({ cipherText: 'AQID' });
    expect([...read.cipherText]).toEqual([1, 2, 3]);
    expect(codec.encode(read)).toMatchObject({ cipherText: 'AQID' });
  });
});
