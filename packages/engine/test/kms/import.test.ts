import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { compileWireCodec, operations } from '@dewpoint/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KmsOperationId } from '../../src/kms/create-kms.ts';
import { contextOf, dialects } from '../../src/testing/index.ts';
import { readCommittedBytes } from './committed-vectors.ts';
import {
  fetchParameters,
  type Parameters,
  type WrappingAlgorithm,
  wrapPrivateKey,
  wrapWith,
} from './import-client.ts';
import { keySnapshot, tracesOf } from './key-snapshot.ts';
import { DAY_IN_MS, type KmsWorld, openKmsWorld, refusalOf } from './kms-world.ts';

const HOUR_IN_MS = 3_600_000;
const algorithms: readonly WrappingAlgorithm[] = [
  'RSAES_OAEP_SHA_256',
  'RSAES_OAEP_SHA_1',
  'RSAES_PKCS1_V1_5',
  'SM2_ENCRYPT',
];
const aes = Buffer.from('86dff7f7df4ff8fbdc29ef204d5bea6495a12fb18159df30a8c31a4eafc20518', 'hex');
const privateKeys = {
  RSA_2048: readCommittedBytes('target_rsa2048.pkcs8.der'),
  EC_P256: readCommittedBytes('target_ec_p256.pkcs8.der'),
};

describe.each(dialects)('import on %s', (dialect) => {
  let world: KmsWorld;
  let keyId: string;
  let next = 0;
  beforeAll(async () => {
    world = await openKmsWorld(dialect);
  });
  beforeEach(async () => {
    await world.enterNewAccount();
    // Times of imports have whole seconds.
    world.clock.advance(1000 - (world.clock.now() % 1000));
    keyId = await create();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  async function create(fields: Record<string, unknown> = {}) {
    next += 1;
    const made = await world.node.run('kms.createKey', world.api, {
      keyAlias: `key-${next}`,
      origin: 'external',
      ...fields,
    });
    return made.keyInfo.keyId;
  }
  const run = <Id extends KmsOperationId>(id: Id, fields: Record<string, unknown> = {}) =>
    world.node.run(id, world.api, { keyId, ...fields });
  const state = async () => (await run('kms.viewKey')).state;
  const send = (parameters: Pick<Parameters, 'importToken'>, fields: Record<string, unknown>) =>
    run('kms.importKeyMaterial', { importToken: parameters.importToken, ...fields });
  async function importMaterial(material: Uint8Array = aes, fields: Record<string, unknown> = {}) {
    const parameters = await fetchParameters(world, keyId);
    const encryptedKeyMaterial = wrapWith(parameters.algorithm, parameters.publicKey, material);
    await send(parameters, { encryptedKeyMaterial, ...fields });
  }
  async function importPrivateKey(
    pkcs8: Uint8Array,
    options: { temporaryKey?: Buffer; algorithm?: WrappingAlgorithm } = {},
  ) {
    const { temporaryKey = randomBytes(32), algorithm = 'RSAES_OAEP_SHA_256' } = options;
    const parameters = await fetchParameters(world, keyId, algorithm);
    await send(parameters, {
      encryptedKeyMaterial: wrapWith(algorithm, parameters.publicKey, temporaryKey),
      encryptedPrivatekey: wrapPrivateKey(temporaryKey, pkcs8),
    });
  }
  const encrypt = async () =>
    Buffer.from((await run('kms.encryptData', { plainText: 'x' })).cipherText).toString('base64');
  const decrypt = async (cipherText: string) =>
    (await world.node.run('kms.decryptData', world.api, { cipherText })).plainText;
  async function refused(call: Promise<unknown>, code: string) {
    const refusal = await refusalOf(call);
    expect([refusal.code, refusal.status]).toEqual([code, code === 'KMS.0207' ? 404 : 400]);
  }

  describe('IMP-02 the wrapping key and its token', () => {
    it.each(algorithms)('%s: a DER public key, an opaque token, 24 hours in seconds', async (algorithm) => {
      const codec = compileWireCodec(operations['kms.getParametersForImport'].output, 'snake');
      const output = await run('kms.getParametersForImport', { wrappingAlgorithm: algorithm });
      const wire = codec.encode(output);
      expect(wire).toEqual({
        key_id: keyId,
        import_token: expect.stringMatching(/^[0-9a-zA-Z+/=]{200,6144}$/),
        expiration_time: (world.clock.now() + 24 * HOUR_IN_MS) / 1000,
        public_key: expect.stringMatching(/^[0-9a-zA-Z+/=]+$/),
      });
      expect(Buffer.from(output.importToken).toString('latin1')).not.toContain(keyId);
      const again = await fetchParameters(world, keyId, algorithm);
      expect(again.publicKey.equals(Buffer.from(output.publicKey))).toBe(false);
    });

    it('the private half is stored sealed, and removed when its time is over', async () => {
      const { publicKey } = await fetchParameters(world, keyId);
      const rows = () =>
        world.node.store.read
          .selectFrom('import_parameters')
          .selectAll()
          .where('key_id', '=', keyId)
          .execute();
      const [row] = await rows();
      // The modulus of the public key stands in every PKCS#8 of the private key too.
      const modulus = publicKey.subarray(40, 72);
      expect(Buffer.from(row?.sealed_private_key ?? []).includes(modulus)).toBe(false);
      world.clock.advance(24 * HOUR_IN_MS - 1);
      await world.node.jobs.runDue();
      expect((await rows()).length).toBe(1);
      world.clock.advance(1);
      await world.node.jobs.runDue();
      expect(await rows()).toEqual([]);
    });

    it('is refused for keys that take no material; nothing changes', async () => {
      const other = await create({ origin: 'kms' });
      const service = { service: 'obs' };
      const ofService = (await world.node.run('kms.createDefaultKey', world.api, service)).keyInfo.keyId;
      const imported = keyId;
      await importMaterial();
      const pending = await create();
      await world.node.run('kms.scheduleKeyDeletion', world.api, { keyId: pending, pendingDays: 7 });
      const before = await keySnapshot(world);
      for (const [id, code] of [
        [other, 'KMS.0309'],
        [ofService, 'KMS.0211'],
        [imported, 'KMS.0310'],
        [pending, 'KMS.0310'],
        ['00000000-0000-4000-8000-000000000000', 'KMS.0207'],
        ['no-key', 'KMS.0205'],
      ] as const) {
        await refused(fetchParameters(world, id), code);
        const importToken = Buffer.alloc(200).toString('base64');
        const call = run('kms.importKeyMaterial', {
          keyId: id,
          importToken,
          encryptedKeyMaterial: importToken,
        });
        await refused(call, code);
      }
      expect(await keySnapshot(world)).toEqual(before);
    });

    it('an algorithm that is not in the list is refused', async () => {
      for (const wrappingAlgorithm of ['RSAES_OAEP_SHA_512', '', undefined, 7]) {
        const refusal = await refusalOf(run('kms.getParametersForImport', { wrappingAlgorithm }));
        expect(refusal.code).toBe(wrappingAlgorithm === undefined ? 'KMS.0204' : 'KMS.0308');
      }
    });
  });

  describe('IMP-03 symmetric material', () => {
    it.each(algorithms)(
      '%s: the key becomes enabled and works with exactly this material',
      async (algorithm) => {
        const parameters = await fetchParameters(world, keyId, algorithm);
        const encryptedKeyMaterial = wrapWith(algorithm, parameters.publicKey, aes);
        expect(await send(parameters, { encryptedKeyMaterial })).toEqual({});
        expect(await run('kms.viewKey')).toMatchObject({
          state: 'enabled',
          currentVersion: 1,
          materialExpiresAt: null,
        });
        expect(await decrypt(await encrypt())).toBe('x');
      },
    );

    it.each([
      ['SM4', 16],
      ['HMAC_256', 32],
      ['HMAC_384', 48],
      ['HMAC_512', 64],
      ['HMAC_SM3', 32],
    ] as const)('%s takes exactly %i bytes', async (keySpec, length) => {
      keyId = await create({ keySpec });
      for (const wrong of [length - 1, length + 1, 1]) {
        await refused(importMaterial(randomBytes(wrong)), 'KMS.2604');
      }
      await importMaterial(randomBytes(length));
      expect(await state()).toBe('enabled');
    });

    it('an HMAC key computes the code of its material', async () => {
      keyId = await create({ keySpec: 'HMAC_256' });
      await importMaterial(aes);
      const { createHmac } = await import('node:crypto');
      const message = Buffer.from('abc').toString('base64');
      const { mac } = await run('kms.generateMac', { macAlgorithm: 'HMAC_SHA_256', message });
      expect(Buffer.from(mac).toString('hex')).toBe(createHmac('sha256', aes).update('abc').digest('hex'));
    });
  });

  describe('IMP-03 private keys', () => {
    it.each([
      ['RSA_2048', 32],
      ['RSA_2048', 16],
      ['EC_P256', 32],
    ] as const)('%s under a temporary key of %i bytes becomes this very key', async (keySpec, length) => {
      keyId = await create({ keySpec });
      await importPrivateKey(privateKeys[keySpec], { temporaryKey: randomBytes(length) });
      const { publicKey } = await run('kms.getPublicKey');
      const { createPrivateKey, createPublicKey } = await import('node:crypto');
      const key = createPrivateKey({ key: privateKeys[keySpec], format: 'der', type: 'pkcs8' });
      const expected = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
      expect(publicKey.replaceAll('\r\n', '\n')).toBe(expected);
    });

    it.each([
      ['RSA_3072', ['genrsa', '3072'], 'RSASSA_PSS_SHA_256'],
      ['RSA_4096', ['genrsa', '4096'], 'RSASSA_PKCS1_V1_5_SHA_512'],
      ['EC_P384', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'], 'ECDSA_SHA_384'],
      ['SM2', ['genpkey', '-algorithm', 'SM2'], 'SM2DSA_SM3'],
    ] as const)(
      '%s as openssl makes it has the public key of openssl, and signs',
      async (keySpec, makes, signingAlgorithm) => {
        const pem = execFileSync('openssl', makes, { stdio: ['ignore', 'pipe', 'ignore'] });
        const pkcs8 = execFileSync('openssl', ['pkcs8', '-topk8', '-nocrypt', '-outform', 'DER'], {
          input: pem,
        });
        keyId = await create({ keySpec });
        await importPrivateKey(pkcs8);
        const { publicKey } = await run('kms.getPublicKey');
        const expected = execFileSync('openssl', ['pkey', '-pubout'], { input: pem }).toString();
        expect(publicKey.replaceAll('\r\n', '\n')).toBe(expected);
        const message = {
          message: Buffer.from('abc').toString('base64'),
          messageType: 'RAW',
          signingAlgorithm,
        };
        const { signature } = await run('kms.sign', message);
        const sent = { ...message, signature: Buffer.from(signature).toString('base64') };
        expect((await run('kms.verify', sent)).signatureValid).toBe(true);
      },
    );

    it.each(algorithms)('%s wraps temporary keys too', async (algorithm) => {
      keyId = await create({ keySpec: 'EC_P256' });
      await importPrivateKey(privateKeys.EC_P256, { algorithm });
      expect(await state()).toBe('enabled');
    });

    it('each mistake has its own error, changes nothing and does not spend the token', async () => {
      keyId = await create({ keySpec: 'EC_P256' });
      const parameters = await fetchParameters(world, keyId);
      const temporaryKey = randomBytes(32);
      const outer = (key: Uint8Array) => wrapWith(parameters.algorithm, parameters.publicKey, key);
      const inner = (pkcs8: Uint8Array, key: Uint8Array = temporaryKey) => wrapPrivateKey(key, pkcs8);
      const good = {
        encryptedKeyMaterial: outer(temporaryKey),
        encryptedPrivatekey: inner(privateKeys.EC_P256),
      };
      const other = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
      const p384 = other.export({ type: 'pkcs8', format: 'der' });
      const flipped = Buffer.from(good.encryptedPrivatekey, 'base64');
      flipped.writeUInt8(flipped.readUInt8(9) ^ 1, 9);
      const before = await keySnapshot(world);
      for (const [fields, code] of [
        [{ encryptedPrivatekey: undefined }, 'KMS.2608'],
        [{ encryptedPrivatekey: '' }, 'KMS.2609'],
        [{ encryptedPrivatekey: flipped.toString('base64') }, 'KMS.2609'],
        [{ encryptedPrivatekey: flipped.subarray(8).toString('base64') }, 'KMS.2609'],
        [{ encryptedPrivatekey: inner(privateKeys.EC_P256, randomBytes(32)) }, 'KMS.2609'],
        [{ encryptedPrivatekey: inner(privateKeys.RSA_2048) }, 'KMS.2609'],
        [{ encryptedPrivatekey: inner(p384) }, 'KMS.2609'],
        [{ encryptedPrivatekey: inner(randomBytes(100)) }, 'KMS.2609'],
        [{ encryptedKeyMaterial: outer(randomBytes(24)) }, 'KMS.2610'],
        [{ encryptedKeyMaterial: outer(randomBytes(33)) }, 'KMS.2610'],
        [{ encryptedKeyMaterial: randomBytes(256).toString('base64') }, 'KMS.0311'],
      ] as const) {
        await refused(send(parameters, { ...good, ...fields }), code);
      }
      expect(await keySnapshot(world)).toEqual(before);
      await send(parameters, good);
      expect(await state()).toBe('enabled');
    });

    it('a symmetric key takes no private key', async () => {
      const parameters = await fetchParameters(world, keyId);
      const encryptedKeyMaterial = wrapWith(parameters.algorithm, parameters.publicKey, aes);
      const encryptedPrivatekey = wrapPrivateKey(aes, privateKeys.EC_P256);
      await refused(send(parameters, { encryptedKeyMaterial, encryptedPrivatekey }), 'KMS.0308');
      await send(parameters, { encryptedKeyMaterial });
    });
  });

  describe('IMP-02 IMP-08 mistakes with token and wrapping each have their own error', () => {
    it.each(algorithms)(
      '%s: one byte short, another key, another algorithm, truncated',
      async (algorithm) => {
        const parameters = await fetchParameters(world, keyId, algorithm);
        const other = await fetchParameters(world, keyId, algorithm);
        const good = wrapWith(algorithm, parameters.publicKey, aes);
        const bytes = Buffer.from(good, 'base64');
        const otherAlgorithm = algorithm === 'RSAES_OAEP_SHA_256' ? 'RSAES_OAEP_SHA_1' : 'RSAES_OAEP_SHA_256';
        const withOther =
          algorithm === 'SM2_ENCRYPT'
            ? randomBytes(256).toString('base64')
            : wrapWith(otherAlgorithm, parameters.publicKey, aes);
        const before = await keySnapshot(world);
        for (const [encryptedKeyMaterial, code] of [
          [wrapWith(algorithm, parameters.publicKey, aes.subarray(1)), 'KMS.2604'],
          [wrapWith(algorithm, parameters.publicKey, Buffer.concat([aes, aes.subarray(0, 1)])), 'KMS.2604'],
          [wrapWith(algorithm, other.publicKey, aes), 'KMS.0311'],
          [withOther, 'KMS.0311'],
          [bytes.subarray(0, -1).toString('base64'), 'KMS.0311'],
          [bytes.subarray(1).toString('base64'), 'KMS.0311'],
          [Buffer.concat([bytes, bytes.subarray(0, 1)]).toString('base64'), 'KMS.0311'],
          ['', 'KMS.0311'],
          ['not base64!', 'KMS.0311'],
        ] as const) {
          await refused(send(parameters, { encryptedKeyMaterial }), code);
        }
        expect(await keySnapshot(world)).toEqual(before);
        await send(parameters, { encryptedKeyMaterial: good });
        expect(await state()).toBe('enabled');
      },
    );

    it('RSAES_PKCS1_V1_5: what implicit rejection makes up is never taken for material of any length', async () => {
      const parameters = await fetchParameters(world, keyId, 'RSAES_PKCS1_V1_5');
      for (let i = 0; i < 64; i++) {
        const forged = randomBytes(256);
        forged[0] = 0;
        await refused(send(parameters, { encryptedKeyMaterial: forged.toString('base64') }), 'KMS.0311');
      }
    });

    it('a token of another key, a forged one, an old one and another user’s', async () => {
      const parameters = await fetchParameters(world, keyId);
      const encryptedKeyMaterial = wrapWith(parameters.algorithm, parameters.publicKey, aes);
      const otherKey = await create();
      const ofOtherKey = await fetchParameters(world, otherKey);
      const changed = Buffer.from(parameters.importToken, 'base64');
      changed.writeUInt8(changed.readUInt8(60) ^ 1, 60);
      const colleague = {
        ...world.api,
        principal: { ...world.api.principal, userId: 'f'.repeat(32) },
      } as typeof world.api;
      const ofColleague = await fetchParameters(world, keyId, 'RSAES_OAEP_SHA_256', colleague);
      const before = await keySnapshot(world);
      for (const [importToken, code] of [
        [ofOtherKey.importToken, 'KMS.2603'],
        [changed.toString('base64'), 'KMS.2605'],
        [changed.subarray(0, 100).toString('base64'), 'KMS.2605'],
        [randomBytes(200).toString('base64'), 'KMS.2605'],
        [ofColleague.importToken, 'KMS.2605'],
        ['', 'KMS.2605'],
        ['***', 'KMS.2605'],
      ] as const) {
        await refused(send({ importToken }, { encryptedKeyMaterial }), code);
      }
      world.clock.advance(24 * HOUR_IN_MS);
      await refused(send(parameters, { encryptedKeyMaterial }), 'KMS.2601');
      expect(await keySnapshot(world)).toEqual(before);
      await world.node.jobs.runDue();
      await refused(send(parameters, { encryptedKeyMaterial }), 'KMS.2601');
      expect(await state()).toBe('pendingImport');
    });

    it('a token works up to its last millisecond', async () => {
      const parameters = await fetchParameters(world, keyId);
      world.clock.advance(24 * HOUR_IN_MS - 1);
      const encryptedKeyMaterial = wrapWith(parameters.algorithm, parameters.publicKey, aes);
      await send(parameters, { encryptedKeyMaterial });
      expect(await state()).toBe('enabled');
    });

    it('a token is used once', async () => {
      const parameters = await fetchParameters(world, keyId);
      const encryptedKeyMaterial = wrapWith(parameters.algorithm, parameters.publicKey, aes);
      await send(parameters, { encryptedKeyMaterial });
      await refused(send(parameters, { encryptedKeyMaterial }), 'KMS.0310');
      await run('kms.deleteImportedKeyMaterial');
      const before = await keySnapshot(world);
      const again = await refusalOf(send(parameters, { encryptedKeyMaterial }));
      expect([again.code, again.errorName]).toEqual(['KMS.2605', 'importTokenUsed']);
      expect(await keySnapshot(world)).toEqual(before);
    });

    it('of two imports that race one is done', async () => {
      const parameters = await fetchParameters(world, keyId);
      const encryptedKeyMaterial = wrapWith(parameters.algorithm, parameters.publicKey, aes);
      const race = await Promise.allSettled([
        send(parameters, { encryptedKeyMaterial }),
        send(parameters, { encryptedKeyMaterial }),
      ]);
      expect(race.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await state()).toBe('enabled');
    });

    it('a token of another account does not open here, and that account’s key is missing', async () => {
      const parameters = await fetchParameters(world, keyId);
      const encryptedKeyMaterial = wrapWith(parameters.algorithm, parameters.publicKey, aes);
      const foreign = keyId;
      await world.enterNewAccount();
      keyId = await create();
      await refused(send(parameters, { encryptedKeyMaterial }), 'KMS.2605');
      keyId = foreign;
      await refused(send(parameters, { encryptedKeyMaterial }), 'KMS.0207');
    });
  });

  describe('IMP-04 only the same material is imported again', () => {
    it('symmetric: another is refused, the same works, and the old ciphertexts decrypt again (IMP-05)', async () => {
      await importMaterial();
      const ciphertext = await encrypt();
      expect(await run('kms.deleteImportedKeyMaterial')).toEqual({});
      expect(await state()).toBe('pendingImport');
      await refused(decrypt(ciphertext), 'KMS.1301');
      const { versions } = await run('kms.listKeyVersions');
      expect(versions).toMatchObject([{ version: 1, material: false }]);

      const parameters = await fetchParameters(world, keyId);
      const before = await keySnapshot(world);
      const wrong = wrapWith(parameters.algorithm, parameters.publicKey, randomBytes(32));
      await refused(send(parameters, { encryptedKeyMaterial: wrong }), 'KMS.2606');
      expect(await keySnapshot(world)).toEqual(before);
      const right = wrapWith(parameters.algorithm, parameters.publicKey, aes);
      await send(parameters, { encryptedKeyMaterial: right });
      expect(await decrypt(ciphertext)).toBe('x');
      expect((await run('kms.viewKey')).currentVersion).toBe(1);
    });

    it('nothing of deleted material is kept but what recognises it, and that not in clear', async () => {
      await importMaterial();
      await run('kms.deleteImportedKeyMaterial');
      const { createHash } = await import('node:crypto');
      const row = await world.node.store.read
        .selectFrom('key_versions')
        .selectAll()
        .where('key_id', '=', keyId)
        .executeTakeFirstOrThrow();
      expect(row.wrapped_material).toBeNull();
      const check = Buffer.from(row.material_check ?? []);
      expect(check.length).toBeGreaterThan(32);
      expect(check.includes(aes)).toBe(false);
      expect(check.includes(createHash('sha256').update(aes).digest())).toBe(false);
    });

    it('asymmetric: after expiry another private key is refused, the same works', async () => {
      keyId = await create({ keySpec: 'EC_P256' });
      const temporaryKey = randomBytes(32);
      const fields = (parameters: Parameters, pkcs8: Uint8Array) => ({
        encryptedKeyMaterial: wrapWith(parameters.algorithm, parameters.publicKey, temporaryKey),
        encryptedPrivatekey: wrapPrivateKey(temporaryKey, pkcs8),
      });
      const expirationTime = world.clock.now() / 1000 + 60;
      const first = await fetchParameters(world, keyId);
      await send(first, { ...fields(first, privateKeys.EC_P256), expirationTime });
      world.clock.advance(60_000);
      await world.node.jobs.runDue();
      expect(await state()).toBe('pendingImport');
      const second = await fetchParameters(world, keyId);
      const another = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
      const pkcs8 = another.export({ type: 'pkcs8', format: 'der' });
      await refused(send(second, fields(second, pkcs8)), 'KMS.2606');
      await send(second, fields(second, privateKeys.EC_P256));
      expect(await state()).toBe('enabled');
    });
  });

  describe('IMP-05 deleting material', () => {
    it('from Enabled and Disabled; never decryptable until imported again', async () => {
      await importMaterial();
      await run('kms.disableKey');
      await run('kms.deleteImportedKeyMaterial');
      expect(await state()).toBe('pendingImport');
      await importMaterial();
      expect(await state()).toBe('enabled');
    });

    it('refusals change nothing', async () => {
      const waiting = keyId;
      const kms = await create({ origin: 'kms' });
      const ofService = (await world.node.run('kms.createDefaultKey', world.api, { service: 'obs' })).keyInfo
        .keyId;
      keyId = await create({ keySpec: 'EC_P256' });
      const asymmetric = keyId;
      await importPrivateKey(privateKeys.EC_P256);
      keyId = await create();
      const pending = keyId;
      await importMaterial();
      await run('kms.scheduleKeyDeletion', { pendingDays: 7 });
      const before = await keySnapshot(world);
      for (const [id, code] of [
        [waiting, 'KMS.2701'],
        [pending, 'KMS.2701'],
        [asymmetric, 'KMS.2702'],
        [kms, 'KMS.0309'],
        [ofService, 'KMS.0211'],
        ['00000000-0000-4000-8000-000000000000', 'KMS.0207'],
      ] as const) {
        await refused(run('kms.deleteImportedKeyMaterial', { keyId: id }), code);
      }
      expect(await keySnapshot(world)).toEqual(before);
    });
  });

  describe('IMP-05 material that expires', () => {
    const inSeconds = (seconds: number) => world.clock.now() / 1000 + seconds;

    it('is deleted by the product when its time has come, with a trace of it', async () => {
      await importMaterial(aes, { expirationTime: String(inSeconds(3600)) });
      expect((await run('kms.viewKey')).materialExpiresAt).toBe(world.clock.now() + HOUR_IN_MS);
      expect((await run('kms.describeKey')).keyInfo.expirationTime).toBe(world.clock.now() + HOUR_IN_MS);
      const ciphertext = await encrypt();
      world.clock.advance(HOUR_IN_MS - 1);
      await world.node.jobs.runDue();
      expect(await decrypt(ciphertext)).toBe('x');
      world.clock.advance(1);
      await refused(decrypt(ciphertext), 'KMS.1301');
      await world.node.jobs.runDue();
      expect(await run('kms.viewKey')).toMatchObject({ state: 'pendingImport', materialExpiresAt: null });
      const [trace] = (await tracesOf(world)).filter(({ user }) => user === 'material-expiry');
      expect(trace).toMatchObject({
        name: 'deleteImportedKeyMaterial',
        resource: keyId,
        code: '200',
        rating: 'normal',
      });
      await importMaterial();
      expect(await decrypt(ciphertext)).toBe('x');
      await world.node.jobs.runDue();
      expect(await state()).toBe('enabled');
    });

    it('also while the key is disabled; and after a restart', async () => {
      await importMaterial(aes, { expirationTime: inSeconds(60) });
      await run('kms.disableKey');
      world.clock.advance(60_000);
      await world.restart();
      await world.node.jobs.runDue();
      expect(await state()).toBe('pendingImport');
    });

    it('KEY-08 while the key is pending deletion it stays so, and cancelling finds no material', async () => {
      await importMaterial(aes, { expirationTime: inSeconds(60) });
      await run('kms.scheduleKeyDeletion', { pendingDays: 7 });
      world.clock.advance(60_000);
      await world.node.jobs.runDue();
      expect(await state()).toBe('pendingDeletion');
      await run('kms.cancelKeyDeletion');
      expect(await state()).toBe('pendingImport');
    });

    it('material that was deleted before, or imported again for ever, does not expire', async () => {
      await importMaterial(aes, { expirationTime: inSeconds(60) });
      await run('kms.deleteImportedKeyMaterial');
      await importMaterial();
      world.clock.advance(DAY_IN_MS);
      await world.node.jobs.runDue();
      expect(await state()).toBe('enabled');
    });

    it('a time that is not ahead is refused: in the past, now, and no time at all', async () => {
      const before = await keySnapshot(world);
      const parameters = await fetchParameters(world, keyId);
      const encryptedKeyMaterial = wrapWith(parameters.algorithm, parameters.publicKey, aes);
      const sending = (expirationTime: unknown) => send(parameters, { encryptedKeyMaterial, expirationTime });
      await refused(sending(inSeconds(-1)), 'KMS.2602');
      await refused(sending(inSeconds(0)), 'KMS.2602');
      await refused(sending(0), 'KMS.2602');
      for (const bad of ['soon', 1.5, -5, world.clock.now() * 1000]) {
        await refused(sending(bad), 'KMS.0308');
      }
      await sending(inSeconds(1));
      expect(await keySnapshot(world)).not.toEqual(before);
    });
  });

  it('KEY-09 a key that is destroyed takes its wrapping keys and what recognises its material along', async () => {
    await importMaterial();
    await run('kms.deleteImportedKeyMaterial');
    await fetchParameters(world, keyId);
    await run('kms.scheduleKeyDeletion', { pendingDays: 7 });
    world.clock.advance(7 * DAY_IN_MS);
    await world.node.jobs.runDue();
    expect(await keySnapshot(world)).toMatchObject({ keys: [], versions: [], parameters: [], jobs: [] });
  });

  it('TRC-01 traces of an import name the key and hold neither token nor material', async () => {
    await importMaterial();
    await run('kms.deleteImportedKeyMaterial');
    const traces = (await tracesOf(world)).slice(1);
    expect(traces.map(({ name, resource }) => [name, resource])).toEqual([
      ['createParametersForImport', keyId],
      ['importKeyMaterial', keyId],
      ['deleteImportedKeyMaterial', keyId],
    ]);
    expect(traces[0]?.body).toContain('"import_token":"***"');
    expect(traces[1]?.body).toContain('"import_token":"***"');
    expect(traces[1]?.body).toContain('"encrypted_key_material":"***"');
  });

  it('IMP-06 an imported key cannot be rotated', async () => {
    await importMaterial();
    await refused(run('kms.enableKeyRotation'), 'KMS.0312');
    await refused(run('kms.rotateOnDemand'), 'KMS.0312');
  });

  it('IAM-02 nothing of another account’s import can be touched', async () => {
    const stranger = contextOf({ ...world.account, accountId: 'e'.repeat(32), projectId: 'e'.repeat(32) });
    await refused(fetchParameters(world, keyId, 'RSAES_OAEP_SHA_256', stranger), 'KMS.0207');
  });
});
