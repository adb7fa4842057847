import { hkdfSync, randomBytes } from 'node:crypto';
import { DecryptionFailedError, type RootOfTrust, WrappingKey } from '@dewpoint/crypto-core';
import type { WrappedKey } from '../keys/wrapped-by-root.ts';
import type { Store } from '../store/store.ts';

/**
 * Seals small values that belong to the installation and not to an account's keys: session data, documents of sign-in flows.
 *
 * | bytes | what |
 * |---|---|
 * | 1 | format, 01 |
 * | 32 | salt |
 * | rest | the value wrapped under HKDF-SHA256(instance key, salt), in the format of crypto-core's WrappingKey (AES-256-GCM) |
 *
 * Each value has a key of its own, so the instance key has no limit of uses. The binding is associated data.
 */
export interface Sealing {
  /** @param binding what the value belongs to, e.g. `['session', idHash]`; opening needs the same */
  seal(binding: readonly string[], value: Uint8Array): Promise<Buffer>;
  /** @throws DecryptionFailedError when bytes, key and binding do not belong together */
  open(binding: readonly string[], sealed: Uint8Array): Promise<Buffer>;
}

const FORMAT = 1;
const SALT_LENGTH_IN_BYTES = 32;
const KEY_LENGTH_IN_BYTES = 32;
const SETTING = 'sealing-key';
const ROOT_CONTEXT = Buffer.from('dewpoint instance sealing key');
const DERIVATION_CONTEXT = Buffer.from('dewpoint sealed value');

/** The instance key is made at first use; of several nodes that make it at once all use the one that was stored first. */
export function createSealing(deps: { readonly store: Store; readonly root: RootOfTrust }): Sealing {
  let instanceKey: Promise<Buffer> | undefined;

  const currentKey = () => {
    instanceKey ??= loadOrMakeKey(deps.store, deps.root).catch((error: unknown) => {
      // The root of trust may be away for a moment; the next call tries again.
      instanceKey = undefined;
      throw error;
    });
    return instanceKey;
  };

  return {
    async seal(binding, value) {
      const salt = randomBytes(SALT_LENGTH_IN_BYTES);
      const key = deriveKey(await currentKey(), salt);
      try {
        return Buffer.concat([Buffer.of(FORMAT), salt, key.wrap(value, encodeBinding(binding))]);
      } finally {
        key.destroy();
      }
    },
    async open(binding, sealed) {
      const valueAt = 1 + SALT_LENGTH_IN_BYTES;
      if (sealed.length < valueAt || sealed[0] !== FORMAT) throw new DecryptionFailedError();
      const key = deriveKey(await currentKey(), sealed.subarray(1, valueAt));
      try {
        return key.unwrap(sealed.subarray(valueAt), encodeBinding(binding));
      } finally {
        key.destroy();
      }
    },
  };
}

function deriveKey(instanceKey: Uint8Array, salt: Uint8Array): WrappingKey {
  const bytes = new Uint8Array(
    hkdfSync('sha256', instanceKey, salt, DERIVATION_CONTEXT, KEY_LENGTH_IN_BYTES),
  );
  try {
    return WrappingKey.fromBytes(bytes);
  } finally {
    bytes.fill(0);
  }
}

/** JSON of a list of texts is unambiguous: no two lists have the same. */
function encodeBinding(binding: readonly string[]): Uint8Array {
  return Buffer.from(JSON.stringify(binding));
}

async function loadOrMakeKey(store: Store, root: RootOfTrust): Promise<Buffer> {
  const stored = await readSetting(store);
  if (stored !== undefined) return root.unwrap(Buffer.from(stored, 'base64'), ROOT_CONTEXT);
  const fresh = await root.random(KEY_LENGTH_IN_BYTES);
  const wrapped = await root.wrap(fresh, ROOT_CONTEXT);
  fresh.fill(0);
  await store.transaction((transaction) =>
    transaction
      .insertInto('instance_settings')
      .values({ name: SETTING, value: wrapped.toString('base64') })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute(),
  );
  const winner = await readSetting(store);
  if (winner === undefined) throw new TypeError('the sealing key was stored and is not there');
  return root.unwrap(Buffer.from(winner, 'base64'), ROOT_CONTEXT);
}

/** The sealing key, for whoever wraps again what the root of trust wrapped (HSM-04). */
export async function* wrappedSealingKey(store: Store): AsyncIterable<WrappedKey> {
  const value = await readSetting(store);
  if (value === undefined) return;
  yield {
    accountId: null,
    name: 'sealing key',
    blob: Buffer.from(value, 'base64'),
    context: ROOT_CONTEXT,
    async replace(transaction, blob) {
      const result = await transaction
        .updateTable('instance_settings')
        .set({ value: Buffer.from(blob).toString('base64') })
        .where('name', '=', SETTING)
        .where('value', '=', value)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
  };
}

async function readSetting(store: Store): Promise<string | undefined> {
  const row = await store.read
    .selectFrom('instance_settings')
    .select('value')
    .where('name', '=', SETTING)
    .executeTakeFirst();
  return row?.value;
}
