import { openPkcs11Root, openSoftwareRoot, type RootOfTrust } from '@dewpoint/crypto-core';
import { SEALING_KEY_SETTING } from './iam/sealing.ts';
import { openStore, type StoreLocation } from './store/open-store.ts';
import type { Store } from './store/store.ts';

/** Where the root key lives; fields as in `SoftwareRootOptions` and `Pkcs11RootOptions` of crypto-core. */
export type RootLocation =
  | { readonly kind: 'software'; readonly file: string; readonly passphrase?: string }
  | {
      readonly kind: 'pkcs11';
      readonly modulePath: string;
      readonly tokenLabels: readonly string[];
      readonly pin: string;
    };

/**
 * Opens the root of trust of a store. A missing root key is made only while the store holds nothing that one has wrapped: a new key in
 * the place of a lost one could open none of it.
 * @throws RootUnavailableError (crypto-core) naming what is missing; what `openStore` throws
 */
export async function openRoot(root: RootLocation, location: StoreLocation): Promise<RootOfTrust> {
  const store = await openStore(location);
  let mayCreate: boolean;
  try {
    mayCreate = !(await holdsWrappedKeys(store));
  } finally {
    await store.close();
  }
  return root.kind === 'pkcs11'
    ? openPkcs11Root({ ...root, mayCreate })
    : openSoftwareRoot({ ...root, mayCreate });
}

async function holdsWrappedKeys(store: Store): Promise<boolean> {
  const accountKey = await store.read
    .selectFrom('account_keys')
    .select('version')
    .limit(1)
    .executeTakeFirst();
  if (accountKey) return true;
  const sealingKey = await store.read
    .selectFrom('instance_settings')
    .select('name')
    .where('name', '=', SEALING_KEY_SETTING)
    .executeTakeFirst();
  return sealingKey !== undefined;
}
