import type { DefaultKeyService } from '@dewpoint/contract';
import { keySpec } from '@dewpoint/crypto-core';
import type { RequestContext } from '../context.ts';
import type { KeyRecord } from '../keys/key-record.ts';
import { keyRecord } from '../keys/key-record.ts';
import type { PreparedHandler } from '../pipeline/handler.ts';
import type { Transaction } from '../store/store.ts';
import { keyDetails } from './key-answers.ts';
import { findByAlias, insertKey, lockAccount } from './key-repository.ts';
import type { KmsParts } from './kms-parts.ts';
import { draftKey } from './new-key.ts';
import { projectScope } from './project-scope.ts';

/** The keys `<service>/default` of KEY-11, made on first use. */
export interface DefaultKeys {
  /**
   * Does the slow part outside of any transaction; what it answers finds or makes the key inside of the caller's transaction.
   * Of calls that race the first makes the key and all others get that one.
   */
  prepare(
    context: RequestContext,
    service: DefaultKeyService,
    now: number,
  ): Promise<(transaction: Transaction) => Promise<KeyRecord>>;
}

export function createDefaultKeys(parts: Pick<KmsParts, 'store' | 'materials'>): DefaultKeys {
  return {
    async prepare(context, service, now) {
      const scope = projectScope(context);
      const alias = `${service}/default`;
      const existing = await findByAlias(parts.store.read, scope, alias);
      if (existing !== undefined) return async () => existing;
      const spec = keySpec('AES_256');
      const draft = await draftKey(parts.materials, {
        ...scope,
        enterpriseProjectId: '0',
        alias,
        description: '',
        spec,
        usage: spec.defaultUsage,
        origin: 'kms',
        defaultService: service,
        now,
      });
      return async (transaction) => {
        await lockAccount(transaction, parts.store.dialect, scope.accountId);
        const winner = await findByAlias(transaction, scope, alias);
        if (winner !== undefined) return winner;
        await insertKey(transaction, draft.row, draft.material);
        return keyRecord(draft.row);
      };
    },
  };
}

/** `kms.createDefaultKey`: the way in for services that are not part of the product. */
export function createDefaultKeyHandler(
  parts: KmsParts,
  defaultKeys: DefaultKeys,
): PreparedHandler<'kms.createDefaultKey'> {
  return {
    kind: 'prepared',
    async prepare(call) {
      const find = await defaultKeys.prepare(call.context, call.input.service, call.now);
      return async (transaction) => {
        const key = await find(transaction);
        call.traceResource({ id: key.id, name: key.alias });
        return { keyInfo: keyDetails(key, parts.region) };
      };
    },
  };
}
