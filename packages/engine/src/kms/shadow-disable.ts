import { OperationError } from '@dewpoint/contract';
import { recentUses, useTracesOf } from '../audit/recent-use.ts';
import type { Call, HandlersOf } from '../pipeline/handler.ts';
import type { Change, Transaction } from '../store/store.ts';
import { granteeAccounts } from './grants/grant-repository.ts';
import { hasMaterial, lockKey, updateKey } from './key-repository.ts';
import { nextState } from './key-rules.ts';
import type { KmsParts } from './kms-parts.ts';

const DAY_IN_MS = 86_400_000;
const cryptography = useTracesOf('kms', 'cmk');

type ShadowOperations =
  | 'kms.startShadowDisable'
  | 'kms.showShadowDisable'
  | 'kms.commitShadowDisable'
  | 'kms.cancelShadowDisable';
type ShadowChange = Exclude<ShadowOperations, 'kms.showShadowDisable'>;

/** KEY-18. The record of what would have failed are the traces of the uses themselves, so it costs them nothing and lacks none. */
export function shadowDisableHandlers(parts: KmsParts): HandlersOf<ShadowOperations> {
  const { store, directory } = parts;
  const { resourceOf: resource } = directory;

  /** The locked key, as the trial finds it. */
  async function locked(transaction: Transaction, call: Call<ShadowChange>) {
    const key = await lockKey(transaction, store.dialect, call.context, call.input.keyId);
    const state = nextState('disable', {
      state: key.state,
      isDefault: key.defaultService !== null,
      hasMaterial: await hasMaterial(transaction, key),
    });
    return { key, state };
  }

  async function end(
    transaction: Transaction,
    announce: (change: Change) => void,
    call: Call<ShadowChange>,
    change: { readonly state?: 'disabled' },
  ) {
    const { key } = await locked(transaction, call);
    if (key.shadow === null) throw new OperationError('shadowDisableMissing');
    await updateKey(transaction, key, { ...change, shadow_since: null, shadow_until: null });
    announce({ kind: 'key', id: key.id });
    return key;
  }

  return {
    'kms.startShadowDisable': {
      kind: 'transaction',
      resource,
      async run(call, transaction, announce) {
        const { key } = await locked(transaction, call);
        if (key.shadow !== null) throw new OperationError('shadowDisableRunning');
        const since = call.now;
        const until = since + call.input.days * DAY_IN_MS;
        await updateKey(transaction, key, { shadow_since: since, shadow_until: until });
        announce({ kind: 'key', id: key.id });
        return { since, until };
      },
    },
    'kms.showShadowDisable': {
      kind: 'direct',
      resource,
      async run({ context, input, now }) {
        const { key } = await directory.find(context, input.keyId);
        if (key.shadow === null) return { shadow: null };
        const { since, until } = key.shadow;
        const otherAccounts = await granteeAccounts(store.read, key.id);
        const used = { id: key.id, accountId: key.accountId, otherAccounts };
        const uses = await recentUses(store, used, cryptography, since, until);
        const { secrets } = await parts.dependents(context, key);
        return { shadow: { since, until, ended: until <= now, uses, secrets: secrets.count } };
      },
    },
    'kms.commitShadowDisable': {
      kind: 'transaction',
      resource,
      async run(call, transaction, announce) {
        const key = await end(transaction, announce, call, { state: 'disabled' });
        return { keyId: key.id, keyState: 'disabled' };
      },
    },
    'kms.cancelShadowDisable': {
      kind: 'transaction',
      resource,
      async run(call, transaction, announce) {
        await end(transaction, announce, call, {});
        return {};
      },
    },
  };
}
