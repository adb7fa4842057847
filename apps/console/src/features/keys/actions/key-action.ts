import type { Key } from '../api/key-queries.ts';
import { isAsymmetric } from '../details/key-tabs.ts';

/** What changes the state of a key (KEY-06 … KEY-08), or the enterprise project that it belongs to (KEY-15). */
export const keyActionNames = [
  'enable',
  'disable',
  'scheduleDeletion',
  'cancelDeletion',
  'assignProject',
] as const;
export type KeyActionName = (typeof keyActionNames)[number];

/** Deleting imported material: one key at a time, and nothing takes it back but the same material (IMP-05). */
export const DELETE_MATERIAL = 'deleteMaterial';
export type KeyDialogName = KeyActionName | typeof DELETE_MATERIAL;

type State = Key['state'];

interface KeyAction {
  readonly operation:
    | 'kms.enableKey'
    | 'kms.disableKey'
    | 'kms.scheduleKeyDeletion'
    | 'kms.cancelKeyDeletion'
    | 'kms.assignEnterpriseProject';
  /** States that a key must be in. */
  readonly from: readonly State[];
  /** Whether it stops the key from working: recent use is shown and the impact acknowledged. */
  readonly destructive: boolean;
  /** What takes it back, where the domain has that. */
  readonly undo: KeyActionName | null;
}

export const keyActions: Readonly<Record<KeyActionName, KeyAction>> = {
  enable: { operation: 'kms.enableKey', from: ['disabled'], destructive: false, undo: null },
  disable: { operation: 'kms.disableKey', from: ['enabled'], destructive: true, undo: 'enable' },
  scheduleDeletion: {
    operation: 'kms.scheduleKeyDeletion',
    from: ['enabled', 'disabled', 'pendingImport'],
    destructive: true,
    undo: 'cancelDeletion',
  },
  cancelDeletion: {
    operation: 'kms.cancelKeyDeletion',
    from: ['pendingDeletion'],
    destructive: false,
    undo: null,
  },
  assignProject: {
    operation: 'kms.assignEnterpriseProject',
    from: ['enabled', 'disabled', 'pendingImport'],
    destructive: false,
    undo: null,
  },
};

/** What some actions ask beside the keys. */
export interface KeyActionFields {
  /** Of scheduleDeletion. */
  readonly pendingDays?: number;
  /** Of assignProject. */
  readonly enterpriseProjectId?: string;
}

export function isKeyActionName(name: string | null): name is KeyActionName {
  return keyActionNames.some((known) => known === name);
}

/** Default keys are never enabled, disabled or deleted (KEY-11). */
export function isDefaultKey(key: Pick<Key, 'defaultService'>): boolean {
  return key.defaultService !== null;
}

/** Whether the state of the key allows the action; permission is another question. */
export function allows(key: Pick<Key, 'state' | 'defaultService'>, name: KeyActionName): boolean {
  return !isDefaultKey(key) && keyActions[name].from.includes(key.state);
}

/** Whether imported material can be deleted: of symmetric keys only [G 2.1.3.3]. */
export function allowsDeletingMaterial(key: Pick<Key, 'state' | 'origin' | 'keySpec'>): boolean {
  return (
    key.origin === 'external' && !isAsymmetric(key) && (key.state === 'enabled' || key.state === 'disabled')
  );
}

/** Whether the key waits for material. */
export function allowsImport(key: Pick<Key, 'state' | 'origin'>): boolean {
  return key.origin === 'external' && key.state === 'pendingImport';
}
