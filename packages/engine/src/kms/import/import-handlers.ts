import { randomUUID, timingSafeEqual } from 'node:crypto';
import { OperationError } from '@dewpoint/contract';
import { generateImportKeyPair, type KeyMaterial } from '@dewpoint/crypto-core';
import type { RequestContext } from '../../context.ts';
import type { KeyRecord } from '../../keys/key-record.ts';
import type { Call, HandlersOf, PreparedChange } from '../../pipeline/handler.ts';
import type { Transaction } from '../../store/store.ts';
import { lockKey } from '../key-repository.ts';
import type { KmsParts } from '../kms-parts.ts';
import {
  destroyMaterial,
  findMaterialCheck,
  findSealedPrivateKey,
  insertParameters,
  removeExpiredParameters,
  spendParameters,
  writeImportedMaterial,
} from './import-repository.ts';
import {
  checkImportable,
  checkMaterialDeletable,
  checkPrivateKeyGiven,
  materialExpiry,
} from './import-rules.ts';
import { openToken, sealToken, used } from './import-token.ts';
import { IMPORT_EXPIRY_JOB, MATERIAL_EXPIRY_JOB } from './material-expiry.ts';
import { materialDigest, unwrapMaterial } from './unwrap-material.ts';

type ImportOperations =
  | 'kms.getParametersForImport'
  | 'kms.importKeyMaterial'
  | 'kms.deleteImportedKeyMaterial';

/** IMP-02: how long a wrapping key and its token can be used. */
const PARAMETERS_LIFE_IN_MS = 24 * 3_600_000;
/** Imported material is never rotated, so it is always the first version (IMP-06). */
const IMPORTED_VERSION = 1;

const wrappingKeyContext = (parametersId: string) => `import wrapping key ${parametersId}`;
const checkContext = (key: KeyRecord) => `material check ${key.id}`;

/** Bring your own key (IMP-01 … IMP-05, IMP-08). */
export function importHandlers(parts: KmsParts): HandlersOf<ImportOperations> {
  const { directory, store, jobs } = parts;
  return {
    'kms.getParametersForImport': {
      kind: 'prepared',
      resource: directory.resourceOf,
      prepare: (call) => prepareParameters(parts, call),
    },
    'kms.importKeyMaterial': {
      kind: 'prepared',
      resource: directory.resourceOf,
      prepare: (call) => prepareImport(parts, call),
    },
    'kms.deleteImportedKeyMaterial': {
      kind: 'transaction',
      resource: directory.resourceOf,
      async run({ context, input }, transaction, announce) {
        const key = await lockKey(transaction, store.dialect, context, input.keyId);
        checkMaterialDeletable(key);
        await destroyMaterial(transaction, key, 'pendingImport');
        await jobs.cancel(transaction, MATERIAL_EXPIRY_JOB, key.id);
        announce({ kind: 'key', id: key.id });
        return {};
      },
    },
  };
}

async function prepareParameters(
  { directory, sealing, store, jobs }: KmsParts,
  { context, input, now }: Call<'kms.getParametersForImport'>,
): Promise<PreparedChange<'kms.getParametersForImport'>> {
  const { key: seen } = await directory.find(context, input.keyId);
  checkImportable(seen);
  const { wrappingAlgorithm: algorithm } = input;
  const id = randomUUID();
  const expiresAt = now + PARAMETERS_LIFE_IN_MS;
  const { publicKeyDer, privateKeyDer } = await generateImportKeyPair(algorithm);
  const sealedPrivateKey = await sealing.seal(seen.accountId, privateKeyDer, wrappingKeyContext(id));
  privateKeyDer.fill(0);
  const importToken = await sealToken(sealing, seen.accountId, {
    parametersId: id,
    keyId: seen.id,
    algorithm,
    callerId: callerOf(context),
    expiresAt,
  });

  return async (transaction) => {
    const key = await lockKey(transaction, store.dialect, context, input.keyId);
    checkImportable(key);
    await removeExpiredParameters(transaction, key.id, now);
    await insertParameters(transaction, key, { id, sealedPrivateKey, expiresAt });
    await jobs.plan(transaction, {
      kind: IMPORT_EXPIRY_JOB,
      subject: key.id,
      accountId: key.accountId,
      dueAt: expiresAt,
    });
    return {
      keyId: key.id,
      importToken,
      expirationTime: Math.floor(expiresAt / 1000),
      publicKey: publicKeyDer,
    };
  };
}

/** All that can refuse the import comes before the transaction, or in it: a refused import does not spend the token. */
async function prepareImport(
  parts: KmsParts,
  { context, input, now }: Call<'kms.importKeyMaterial'>,
): Promise<PreparedChange<'kms.importKeyMaterial'>> {
  const { directory, sealing, store, materials, jobs } = parts;
  const { key: seen } = await directory.find(context, input.keyId);
  const { accountId, spec } = seen;
  checkImportable(seen);
  const expiresAt = materialExpiry(input.expirationTime, now);
  checkPrivateKeyGiven(spec, input.encryptedPrivatekey !== undefined);
  const token = await openToken(
    sealing,
    { accountId, keyId: seen.id, callerId: callerOf(context), now },
    input.importToken,
  );
  const sealedPrivateKey = await findSealedPrivateKey(store.read, seen, token.parametersId);
  if (sealedPrivateKey === undefined) throw used();

  const privateKeyDer = await sealing.open(
    accountId,
    sealedPrivateKey,
    wrappingKeyContext(token.parametersId),
  );
  let material: KeyMaterial | undefined;
  try {
    material = await unwrapMaterial(spec, token.algorithm, privateKeyDer, input);
    const check = materialDigest(seen, material);
    const place = { accountId, keyId: seen.id, version: IMPORTED_VERSION, spec };
    const wrapped = await materials.wrap(place, material);
    const sealedCheck = await sealing.seal(accountId, check, checkContext(seen));

    return async (transaction, announce) => {
      const key = await lockKey(transaction, store.dialect, context, input.keyId);
      checkImportable(key);
      await refuseOtherMaterial(parts, transaction, key, check);
      if (!(await spendParameters(transaction, key, token.parametersId))) throw used();
      await writeImportedMaterial(transaction, key, { ...wrapped, sealedCheck }, { now, expiresAt });
      if (expiresAt !== null) {
        await jobs.plan(transaction, {
          kind: MATERIAL_EXPIRY_JOB,
          subject: key.id,
          accountId,
          dueAt: expiresAt,
        });
      }
      announce({ kind: 'key', id: key.id });
      return {};
    };
  } finally {
    privateKeyDer.fill(0);
    material?.destroy();
  }
}

/** IMP-04: once imported, a key takes only the same material again. */
async function refuseOtherMaterial(
  { sealing }: Pick<KmsParts, 'sealing'>,
  transaction: Transaction,
  key: KeyRecord,
  check: Buffer,
): Promise<void> {
  const sealed = await findMaterialCheck(transaction, key, IMPORTED_VERSION);
  if (sealed === undefined) return;
  const first = await sealing.open(key.accountId, sealed, checkContext(key));
  if (!timingSafeEqual(first, check)) {
    throw new OperationError('materialDiffers', { field: 'encrypted_key_material' });
  }
}

/** The user whose token it is. The product itself imports nothing. */
function callerOf({ principal }: RequestContext): string {
  if (principal.kind !== 'user') throw new OperationError('permissionDenied');
  return principal.userId;
}
