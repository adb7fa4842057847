import { openPkcs11Root, openSoftwareRoot, type RootOfTrust } from '@dewpoint/crypto-core';
import type { EngineLog } from './engine.ts';
import { openStore, type StoreLocation } from './store/open-store.ts';

/** Where the root key lives. */
export type RootSettings =
  | { readonly kind: 'software'; readonly file: string; readonly passphrase?: string }
  | {
      readonly kind: 'pkcs11';
      readonly modulePath: string;
      readonly tokenLabels: readonly string[];
      readonly pin: string;
    };

/**
 * Opens the root of trust for a store. A missing root key is made only while the store holds nothing that one has wrapped: beside a
 * store in use it is lost or elsewhere, and a new one would open nothing.
 *
 * Throws the root's own errors (`RootUnavailableError`, …) and those of opening the store.
 */
export async function openRoot(
  settings: RootSettings,
  store: StoreLocation,
  log?: EngineLog,
): Promise<RootOfTrust> {
  const mayCreate = !(await holdsWrappedKeys(store, log));
  return settings.kind === 'software'
    ? openSoftwareRoot({ ...settings, mayCreate })
    : openPkcs11Root({ ...settings, mayCreate });
}

async function holdsWrappedKeys(location: StoreLocation, log: EngineLog | undefined): Promise<boolean> {
  const store = await openStore(location, log ? { log } : {});
  try {
    const accountKey = await store.read.selectFrom('account_keys').select('account_id').limit(1).execute();
    const sealingKey = await store.read.selectFrom('instance_settings').select('name').limit(1).execute();
    return accountKey.length + sealingKey.length > 0;
  } finally {
    await store.close();
  }
}
