import { KeyMaterial, keySpec } from '@dewpoint/crypto-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccountKeys } from '../../src/keys/account-keys.ts';
import { KeyMaterials } from '../../src/keys/key-materials.ts';
import { dialects } from '../../src/testing/index.ts';
import { type KmsWorld, openKmsWorld, refusalOf } from '../kms/kms-world.ts';

describe.each(dialects)('material of key versions on %s', (dialect) => {
  let world: KmsWorld;
  let materials: KeyMaterials;
  let keyId: string;
  beforeAll(async () => {
    world = await openKmsWorld(dialect);
    const parts = { store: world.node.store, root: world.root, clock: world.clock };
    materials = new KeyMaterials({ ...parts, accountKeys: new AccountKeys(parts) });
  });
  beforeEach(async () => {
    await world.enterNewAccount();
    keyId = await create('first');
  });
  afterAll(() => world[Symbol.asyncDispose]());

  const create = async (keyAlias: string) =>
    (await world.node.run('kms.createKey', world.api, { keyAlias })).keyInfo.keyId;
  const encrypt = () => world.node.run('kms.encryptData', world.api, { keyId, plainText: 'kept' });
  const decrypt = (cipherText: Uint8Array) =>
    world.node.run('kms.decryptData', world.api, { cipherText: Buffer.from(cipherText).toString('base64') });

  async function addVersion(version: number) {
    const spec = keySpec('AES_256');
    const place = { accountId: world.account.accountId, keyId, version, spec };
    const wrapped = await materials.wrap(place, await KeyMaterial.generate(spec));
    await world.node.store.transaction(async (transaction, announce) => {
      await transaction
        .insertInto('key_versions')
        .values({
          key_id: keyId,
          version,
          wrapped_material: wrapped.wrapped,
          account_key_version: wrapped.accountKeyVersion,
          material_check: null,
          created_at: world.clock.now(),
        })
        .execute();
      await transaction
        .updateTable('keys')
        .set({ current_version: version })
        .where('id', '=', keyId)
        .execute();
      announce({ kind: 'key', id: keyId });
    });
  }

  it('CRY-06 after a new version old ciphertexts decrypt and new data uses the newest', async () => {
    const old = await encrypt();
    await addVersion(2);
    const fresh = await encrypt();
    const versionOf = async (cipherText: Uint8Array) =>
      (
        await world.node.run('kms.inspectCiphertext', world.api, {
          cipherText: Buffer.from(cipherText).toString('base64'),
        })
      ).keyVersion;
    expect([await versionOf(old.cipherText), await versionOf(fresh.cipherText)]).toEqual([1, 2]);
    expect((await decrypt(old.cipherText)).plainText).toBe('kept');
    expect((await decrypt(fresh.cipherText)).plainText).toBe('kept');
  });

  it('CRY-06 a version that is not there answers as garbage does', async () => {
    await addVersion(2);
    const { cipherText } = await encrypt();
    await world.node.store.transaction(async (transaction, announce) => {
      await transaction
        .deleteFrom('key_versions')
        .where('key_id', '=', keyId)
        .where('version', '=', 2)
        .execute();
      announce({ kind: 'key', id: keyId });
    });
    expect((await refusalOf(decrypt(cipherText))).code).toBe('KMS.2201');
  });

  it('KEY-16 wrapped material opens for its account, key, version and spec only', async () => {
    const other = await create('other');
    await encrypt();
    const moved = await world.node.store.read
      .selectFrom('key_versions')
      .select('wrapped_material')
      .where('key_id', '=', other)
      .executeTakeFirstOrThrow();
    await world.node.store.transaction(async (transaction, announce) => {
      await transaction.updateTable('key_versions').set(moved).where('key_id', '=', keyId).execute();
      announce({ kind: 'key', id: keyId });
    });
    expect((await refusalOf(encrypt())).status).toBe(500);
    await world.node.run('kms.encryptData', world.api, { keyId: other, plainText: 'x' });
  });

  it('IMP-05 material past its expiry does no cryptography, even before the product has deleted it', async () => {
    const { cipherText } = await encrypt();
    await world.node.store.transaction(async (transaction, announce) => {
      await transaction
        .updateTable('keys')
        .set({ material_expires_at: world.clock.now() + 1_000 })
        .where('id', '=', keyId)
        .execute();
      announce({ kind: 'key', id: keyId });
    });
    expect((await decrypt(cipherText)).plainText).toBe('kept');
    world.clock.advance(1_000);
    expect((await refusalOf(encrypt())).code).toBe('KMS.1301');
    expect((await refusalOf(decrypt(cipherText))).code).toBe('KMS.1301');
  });

  it('TRC-01 SEC-11 no trace holds plaintext, ciphertext or a data key', async () => {
    const { cipherText } = await encrypt();
    await decrypt(cipherText);
    const made = await world.node.run('kms.createDatakey', world.api, { keyId });
    await world.node.audit.flush();
    const rows = await world.node.store.read
      .selectFrom('traces')
      .selectAll()
      .where('account_id', '=', world.account.accountId)
      .execute();
    expect(rows.map((row) => row.name)).toEqual(['createKey', 'encryptData', 'decryptData', 'createDataKey']);
    expect(rows.every((row) => row.resource_id === keyId && row.resource_name === 'first')).toBe(true);
    const text = JSON.stringify(rows);
    const secrets = [
      'kept',
      Buffer.from('kept').toString('base64'),
      Buffer.from(cipherText).toString('base64'),
    ];
    for (const secret of [...secrets, Buffer.from(made.plainText).toString('hex')])
      expect(text).not.toContain(secret);
  });
});
