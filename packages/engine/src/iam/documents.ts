import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { ExpiringDocuments } from '../engine.ts';
import type { Store } from '../store/store.ts';
import type { Sealing } from './sealing.ts';

const sealedDocument = z.object({ id: z.string(), value: z.string() });
const MAX_VALUE_LENGTH = 256 * 1024;

/**
 * Sealed documents with an end. IDs and secondary keys of such documents are bearer secrets themselves (an authorization code is the ID
 * of its document), so the store keeps hashes of them; the ID stands in the sealed bytes.
 */
export function createDocuments(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly sealing: Sealing;
}): ExpiringDocuments {
  const { store, clock, sealing } = deps;

  const open = async (
    kind: string,
    row: { id: string; sealed_data: Uint8Array; consumed_at: number | null },
  ) => {
    const bytes = await sealing.open(binding(kind, row.id), row.sealed_data);
    const { id, value } = sealedDocument.parse(JSON.parse(bytes.toString('utf8')));
    return { id, value, consumedAt: row.consumed_at };
  };

  const live = (kind: string) =>
    store.read
      .selectFrom('expiring_documents')
      .select(['id', 'sealed_data', 'consumed_at'])
      .where('kind', '=', kind)
      .where('expires_at', '>', clock.now());

  return {
    async put({ kind, id, value, expiresAt, groupKey, alternateKey }) {
      if (value.length > MAX_VALUE_LENGTH) {
        throw new RangeError(
          `a document of kind ${kind} has ${value.length} characters, at most ${MAX_VALUE_LENGTH} fit`,
        );
      }
      const idHash = keyHash(kind, id);
      const content = {
        group_key: groupKey === undefined ? null : groupHash(groupKey),
        alternate_key: alternateKey === undefined ? null : keyHash(kind, alternateKey),
        sealed_data: await sealing.seal(binding(kind, idHash), Buffer.from(JSON.stringify({ id, value }))),
        expires_at: expiresAt,
      };
      await store.transaction((transaction) =>
        transaction
          .insertInto('expiring_documents')
          .values({ kind, id: idHash, consumed_at: null, ...content })
          // What was consumed stays consumed when it is written again.
          .onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet(content))
          .execute(),
      );
    },

    async get(kind, id) {
      const row = await live(kind).where('id', '=', keyHash(kind, id)).executeTakeFirst();
      if (row === undefined) return null;
      const { value, consumedAt } = await open(kind, row);
      return { value, consumedAt };
    },

    async findByAlternateKey(kind, alternateKey) {
      const row = await live(kind)
        .where('alternate_key', '=', keyHash(kind, alternateKey))
        .executeTakeFirst();
      return row === undefined ? null : open(kind, row);
    },

    async consume(kind, id) {
      const consumed = await store.transaction((transaction) =>
        transaction
          .updateTable('expiring_documents')
          .set({ consumed_at: clock.now() })
          .where('kind', '=', kind)
          .where('id', '=', keyHash(kind, id))
          .where('consumed_at', 'is', null)
          .where('expires_at', '>', clock.now())
          .executeTakeFirst(),
      );
      return consumed.numUpdatedRows === 1n;
    },

    async remove(kind, id) {
      await store.transaction((transaction) =>
        transaction
          .deleteFrom('expiring_documents')
          .where('kind', '=', kind)
          .where('id', '=', keyHash(kind, id))
          .execute(),
      );
    },

    async removeGroup(groupKey) {
      await store.transaction((transaction) =>
        transaction.deleteFrom('expiring_documents').where('group_key', '=', groupHash(groupKey)).execute(),
      );
    },
  };
}

const binding = (kind: string, idHash: string) => ['document', kind, idHash];
const keyHash = (kind: string, key: string) => hash('sha256', JSON.stringify([kind, key]));
const groupHash = (groupKey: string) => hash('sha256', JSON.stringify(['group', groupKey]));
