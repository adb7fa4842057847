import { KeyMaterial } from '../src/key-material.ts';
import { type KeySpecName, keySpec } from '../src/key-spec.ts';

/** One generated key of each spec for a whole test file: RSA-4096 takes up to 0.6 s. */
const generated = new Map<KeySpecName, Promise<KeyMaterial>>();

export function materialFor(name: KeySpecName): Promise<KeyMaterial> {
  const known = generated.get(name);
  if (known !== undefined) return known;
  const material = KeyMaterial.generate(keySpec(name));
  generated.set(name, material);
  return material;
}

export const keyId = '0d0466b0-e727-4d9c-b35d-f84bb474a37f';
export const nothing = new Uint8Array(0);

/** The error that `run` throws; an Error that says so when it throws none. */
export async function failureOf(run: () => unknown): Promise<unknown> {
  try {
    await run();
  } catch (error) {
    return error;
  }
  return new Error('it was accepted');
}

/** Each copy of `bytes` with one bit turned over. */
export function* bitFlips(bytes: Uint8Array): Generator<{ bit: number; flipped: Buffer }> {
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const flipped = Buffer.from(bytes);
    flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    yield { bit, flipped };
  }
}
