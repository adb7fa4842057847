import type { Call, HandlersOf, PreparedChange } from '../../pipeline/handler.ts';
import type { Change, Transaction } from '../../store/store.ts';
import { listVersions, lockKey, updateKey } from '../key-repository.ts';
import type { KmsParts } from '../kms-parts.ts';
import { addVersion, draftVersion } from './new-version.ts';
import { planRotation } from './rotation-job.ts';
import {
  checkRotation,
  DEFAULT_INTERVAL_IN_DAYS,
  nextRotationAt,
  type RotationChange,
} from './rotation-rules.ts';

type RotationOperations =
  | 'kms.enableKeyRotation'
  | 'kms.disableKeyRotation'
  | 'kms.updateKeyRotationInterval'
  | 'kms.showKeyRotationStatus'
  | 'kms.viewKeyRotation'
  | 'kms.rotateOnDemand'
  | 'kms.listKeyVersions';

type SettingCall = Call<'kms.enableKeyRotation' | 'kms.disableKeyRotation' | 'kms.updateKeyRotationInterval'>;

/** Rotation as users switch, watch and do it (ROT-01, ROT-02, ROT-04, ROT-05). */
export function rotationHandlers(parts: KmsParts): HandlersOf<RotationOperations> {
  const { store, directory, jobs, materials } = parts;

  /** Enabling and changing begin a new period (ROT-01). */
  async function set(
    transaction: Transaction,
    announce: (change: Change) => void,
    call: Pick<SettingCall, 'context' | 'input' | 'now'>,
    change: RotationChange,
    settings: { readonly enabled: boolean; readonly intervalInDays?: number },
  ): Promise<Record<never, never>> {
    const key = await lockKey(transaction, store.dialect, call.context, call.input.keyId);
    checkRotation(key, change);
    const rotation = {
      ...key.rotation,
      ...settings,
      anchorAt: settings.enabled ? call.now : null,
    };
    await updateKey(transaction, key, {
      rotation_enabled: rotation.enabled ? 1 : 0,
      rotation_interval_days: rotation.intervalInDays,
      rotation_anchor_at: rotation.anchorAt,
    });
    await planRotation(jobs, transaction, { ...key, rotation });
    announce({ kind: 'key', id: key.id });
    return {};
  }

  async function prepareRotation(
    call: Call<'kms.rotateOnDemand'>,
  ): Promise<PreparedChange<'kms.rotateOnDemand'>> {
    const { context, input, now } = call;
    const { key: seen } = await directory.find(context, input.keyId);
    checkRotation(seen, 'rotate');
    const draft = await draftVersion(materials, seen);
    return async (transaction, announce) => {
      const key = await lockKey(transaction, store.dialect, context, input.keyId);
      checkRotation(key, 'rotate');
      // Of rotations that race each adds a version; the material is bound to its number, so it is made anew under the lock.
      const version = key.currentVersion === seen.currentVersion ? draft : await draftVersion(materials, key);
      await addVersion(transaction, key, version, now);
      await planRotation(jobs, transaction, { ...key, rotation: { ...key.rotation, anchorAt: now } });
      announce({ kind: 'key', id: key.id });
      return { keyId: key.id };
    };
  }

  return {
    'kms.enableKeyRotation': {
      kind: 'transaction',
      resource: directory.resourceOf,
      run: (call, transaction, announce) =>
        set(transaction, announce, call, 'enable', {
          enabled: true,
          intervalInDays: DEFAULT_INTERVAL_IN_DAYS,
        }),
    },
    'kms.disableKeyRotation': {
      kind: 'transaction',
      resource: directory.resourceOf,
      run: (call, transaction, announce) => set(transaction, announce, call, 'disable', { enabled: false }),
    },
    'kms.updateKeyRotationInterval': {
      kind: 'transaction',
      resource: directory.resourceOf,
      run: (call, transaction, announce) =>
        set(transaction, announce, call, 'setInterval', {
          enabled: true,
          intervalInDays: call.input.rotationInterval,
        }),
    },
    'kms.rotateOnDemand': { kind: 'prepared', resource: directory.resourceOf, prepare: prepareRotation },
    'kms.showKeyRotationStatus': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input }) {
        const { rotation } = (await directory.find(context, input.keyId)).key;
        return {
          keyRotationEnabled: rotation.enabled,
          rotationInterval: rotation.intervalInDays,
          lastRotationTime: rotation.rotatedAt,
          numberOfRotations: rotation.count,
        };
      },
    },
    'kms.viewKeyRotation': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input }) {
        const { rotation } = (await directory.find(context, input.keyId)).key;
        const { enabled, intervalInDays, rotatedAt, count } = rotation;
        return { enabled, intervalInDays, rotatedAt, nextRotationAt: nextRotationAt(rotation), count };
      },
    },
    'kms.listKeyVersions': {
      kind: 'direct',
      resource: directory.resourceOf,
      async run({ context, input }) {
        const { key } = await directory.find(context, input.keyId);
        const found = await listVersions(store.read, key, input.limit + 1, input.before);
        const versions = found.slice(0, input.limit);
        return {
          versions,
          nextBefore: found.length > versions.length ? (versions.at(-1)?.version ?? null) : null,
        };
      },
    },
  };
}
