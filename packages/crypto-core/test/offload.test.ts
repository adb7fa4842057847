import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { digest } from '../src/digest.ts';
import { offload } from '../src/offload/pool.ts';
import { sign } from '../src/signature.ts';
import { failureOf, materialFor } from './materials.ts';

const hash = digest('sha256', Buffer.from('message'));

describe('CRY-03 work off the event loop', () => {
  test('many tasks at once each get their own answer', async () => {
    const material = await materialFor('EC_P256');
    const digests = Array.from({ length: 40 }, (_, index) => digest('sha256', Buffer.from([index])));
    const signatures = await Promise.all(
      digests.map((one) => sign(material, 'ECDSA_SHA_256', 'DIGEST', one)),
    );
    const publicKey = material.publicKeyObject();
    const verdicts = await Promise.all(
      signatures.flatMap((signature, index) => [
        offload('ecdsaVerifyDigest', publicKey, 'prime256v1', digests[index] ?? hash, signature),
        offload('ecdsaVerifyDigest', publicKey, 'prime256v1', digests[(index + 1) % 40] ?? hash, signature),
      ]),
    );
    expect(verdicts.filter((_, at) => at % 2 === 0)).toEqual(Array.from({ length: 40 }, () => true));
    expect(verdicts.filter((_, at) => at % 2 === 1)).toEqual(Array.from({ length: 40 }, () => false));
  });

  test('the event loop turns while a task runs', async () => {
    const material = await materialFor('SM2');
    let turns = 0;
    const turning = setInterval(() => {
      turns += 1;
    }, 0);
    await Promise.all(Array.from({ length: 50 }, () => sign(material, 'SM2DSA_SM3', 'DIGEST', hash)));
    clearInterval(turning);
    expect(turns).toBeGreaterThan(0);
  });

  test('an unexpected failure says its kind only, and the thread goes on', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const failure = await failureOf(() => offload('pkcs1SignDigest', privateKey, 'sha256', hash));
    expect(String(failure)).toBe('Error: a crypto task failed unexpectedly: Error');
    const material = await materialFor('EC_P256');
    expect(await sign(material, 'ECDSA_SHA_256', 'DIGEST', hash)).toBeInstanceOf(Buffer);
  });

  test('idle threads do not keep the process alive, a waiting task does', () => {
    const index = fileURLToPath(new URL('../src/index.ts', import.meta.url));
    const program = `
      const { KeyMaterial, keySpec, sign } = await import(${JSON.stringify(index)});
      const key = await KeyMaterial.generate(keySpec('SM2'));
      const signature = await sign(key, 'SM2DSA_SM3', 'DIGEST', Buffer.alloc(32, 1));
      process.stdout.write(String(signature[0]));`;
    const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '48' });
  });
});
