import type { Store, Transaction } from '../store/store.ts';
import { accountKeyBinding } from './binding.ts';

const PAGE = 200;

/** A key as the root of trust wrapped it, in its place in the store. */
export interface WrappedKey {
  /** Null for a key of the installation. */
  readonly accountId: string | null;
  /** What traces call it; no secret. */
  readonly name: string;
  readonly blob: Uint8Array;
  /** Associated data of the root of trust. */
  readonly context: Uint8Array;
  /** Puts another blob in the place of this one. False when it is not there any more. */
  replace(transaction: Transaction, blob: Uint8Array): Promise<boolean>;
}

/** Every key of one kind. A part of the product that has keys wrapped by the root of trust gives one, so that none is forgotten. */
export type WrappedKeys = (store: Store) => AsyncIterable<WrappedKey>;

/** The second level of the hierarchy. */
export async function* wrappedAccountKeys({ read }: Store): AsyncIterable<WrappedKey> {
  let after = { account_id: '', version: 0 };
  for (;;) {
    const rows = await read
      .selectFrom('account_keys')
      .select(['account_id', 'version', 'wrapped'])
      .where((e) =>
        e.or([
          e('account_id', '>', after.account_id),
          e.and([e('account_id', '=', after.account_id), e('version', '>', after.version)]),
        ]),
      )
      .orderBy('account_id')
      .orderBy('version')
      .limit(PAGE)
      .execute();
    for (const { account_id, version, wrapped } of rows) {
      yield {
        accountId: account_id,
        name: `account key ${version}`,
        blob: wrapped,
        context: accountKeyBinding(account_id, version),
        async replace(transaction, blob) {
          const result = await transaction
            .updateTable('account_keys')
            .set({ wrapped: blob })
            .where('account_id', '=', account_id)
            .where('version', '=', version)
            .where('wrapped', '=', wrapped)
            .executeTakeFirst();
          return result.numUpdatedRows > 0n;
        },
      };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last;
  }
}
