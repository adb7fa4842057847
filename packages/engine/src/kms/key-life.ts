import { OperationError } from '@dewpoint/contract';
import type { RequestContext } from '../context.ts';
import { requireAssignable } from '../eps/assignable.ts';
import type { KeyRecord } from '../keys/key-record.ts';
import type { HandlersOf } from '../pipeline/handler.ts';
import type { Change, Transaction } from '../store/store.ts';
import { KEY_DELETION_JOB } from './key-deletion.ts';
import { findByAlias, hasMaterial, lockAccount, lockKey, updateKey } from './key-repository.ts';
import { type KeyChange, nextState } from './key-rules.ts';
import type { KmsParts } from './kms-parts.ts';
import { planRotation } from './rotation/rotation-job.ts';

const DAY_IN_MS = 86_400_000;
/** KEY-18: a key that does not work any more has nothing left to try. */
const noTrial = { shadow_since: null, shadow_until: null };

type LifeOperations =
  | 'kms.enableKey'
  | 'kms.disableKey'
  | 'kms.scheduleKeyDeletion'
  | 'kms.cancelKeyDeletion'
  | 'kms.updateKeyAlias'
  | 'kms.updateKeyDescription'
  | 'kms.assignEnterpriseProject';

interface KeyCall {
  readonly context: RequestContext;
  readonly input: { readonly keyId: string };
}

/** The changes of a key that exists: KEY-06, KEY-07, KEY-08, KEY-10, KEY-15. */
export function keyLifeHandlers(parts: KmsParts): HandlersOf<LifeOperations> {
  const { store, directory, jobs } = parts;

  /** Locks the key and lets the rules decide, before anything is written. */
  async function admit(
    transaction: Transaction,
    call: KeyCall,
    change: KeyChange,
  ): Promise<{ key: KeyRecord; state: KeyRecord['state'] }> {
    const key = await lockKey(transaction, store.dialect, call.context, call.input.keyId);
    const state = nextState(change, {
      state: key.state,
      isDefault: key.defaultService !== null,
      hasMaterial: await hasMaterial(transaction, key),
    });
    return { key, state };
  }

  async function switchState(
    transaction: Transaction,
    announce: (change: Change) => void,
    call: KeyCall,
    change: 'enable' | 'disable',
  ) {
    const { key, state } = await admit(transaction, call, change);
    await updateKey(transaction, key, { state, ...noTrial });
    // ROT-03: a plan that ran out meanwhile is carried out at once, any other goes on.
    if (change === 'enable') await planRotation(jobs, transaction, key);
    announce({ kind: 'key', id: key.id });
    return { keyInfo: { keyId: key.id, keyState: state } };
  }

  return {
    'kms.enableKey': {
      kind: 'transaction',
      resource: directory.resourceOf,
      run: (call, transaction, announce) => switchState(transaction, announce, call, 'enable'),
    },
    'kms.disableKey': {
      kind: 'transaction',
      resource: directory.resourceOf,
      run: (call, transaction, announce) => switchState(transaction, announce, call, 'disable'),
    },
    'kms.scheduleKeyDeletion': {
      kind: 'transaction',
      resource: directory.resourceOf,
      async run(call, transaction, announce) {
        const { key, state } = await admit(transaction, call, 'scheduleDeletion');
        const dueAt = call.now + call.input.pendingDays * DAY_IN_MS;
        await updateKey(transaction, key, { state, deletion_at: dueAt, ...noTrial });
        await jobs.plan(transaction, {
          kind: KEY_DELETION_JOB,
          subject: key.id,
          accountId: key.accountId,
          dueAt,
        });
        announce({ kind: 'key', id: key.id });
        return { keyId: key.id, keyState: state };
      },
    },
    'kms.cancelKeyDeletion': {
      kind: 'transaction',
      resource: directory.resourceOf,
      async run(call, transaction, announce) {
        const { key, state } = await admit(transaction, call, 'cancelDeletion');
        await updateKey(transaction, key, { state, deletion_at: null });
        await jobs.cancel(transaction, KEY_DELETION_JOB, key.id);
        announce({ kind: 'key', id: key.id });
        return { keyId: key.id, keyState: state };
      },
    },
    'kms.updateKeyAlias': {
      kind: 'transaction',
      resource: directory.resourceOf,
      async run(call, transaction, announce) {
        await lockAccount(transaction, store.dialect, call.context.account.id);
        const { key } = await admit(transaction, call, 'changeAlias');
        const { keyAlias } = call.input;
        const holder = await findByAlias(transaction, key, keyAlias);
        if (holder !== undefined && holder.id !== key.id) {
          throw new OperationError('aliasTaken', { field: 'key_alias' });
        }
        await updateKey(transaction, key, { alias: keyAlias });
        announce({ kind: 'key', id: key.id });
        return { keyInfo: { keyId: key.id, keyAlias } };
      },
    },
    'kms.updateKeyDescription': {
      kind: 'transaction',
      resource: directory.resourceOf,
      async run(call, transaction, announce) {
        const { key } = await admit(transaction, call, 'changeDescription');
        const { keyDescription } = call.input;
        await updateKey(transaction, key, { description: keyDescription });
        announce({ kind: 'key', id: key.id });
        return { keyInfo: { keyId: key.id, keyDescription } };
      },
    },
    'kms.assignEnterpriseProject': {
      kind: 'transaction',
      resource: directory.resourceOf,
      async run(call, transaction, announce) {
        const { enterpriseProjectId } = call.input;
        const accountId = call.context.account.id;
        await lockAccount(transaction, store.dialect, accountId);
        const { key } = await admit(transaction, call, 'changeProject');
        await requireAssignable(transaction, accountId, enterpriseProjectId);
        await updateKey(transaction, key, { enterprise_project_id: enterpriseProjectId });
        announce({ kind: 'key', id: key.id });
        return { keyId: key.id, enterpriseProjectId };
      },
    },
  };
}
