import { type ErrorName, type KeyState, OperationError } from '@dewpoint/contract';
import type { KeySpec, KeyUsage } from '@dewpoint/crypto-core';
import type { KeyRecord } from '../keys/key-record.ts';

/** What changes a key's life or its names. */
export type KeyChange =
  | 'enable'
  | 'disable'
  | 'scheduleDeletion'
  | 'cancelDeletion'
  | 'changeAlias'
  | 'changeDescription'
  | 'changeProject';

/** A state that the key has afterwards, or the name of the refusal. */
type Cell = { readonly to: KeyState } | { readonly refuse: ErrorName };

const to = (state: KeyState): Cell => ({ to: state });
const refuse = (error: ErrorName): Cell => ({ refuse: error });

/** KEY-06, KEY-07, KEY-08, KEY-10, KEY-15. Cancelling brings a key without material back to Pending import; see `nextState`. */
const changes: Readonly<Record<KeyChange, Readonly<Record<KeyState, Cell>>>> = {
  enable: {
    enabled: refuse('keyNotDisabled'),
    disabled: to('enabled'),
    pendingDeletion: refuse('keyNotDisabled'),
    pendingImport: refuse('keyNotDisabled'),
  },
  disable: {
    enabled: to('disabled'),
    disabled: refuse('keyNotEnabled'),
    pendingDeletion: refuse('keyNotEnabled'),
    pendingImport: refuse('keyNotEnabled'),
  },
  scheduleDeletion: {
    enabled: to('pendingDeletion'),
    disabled: to('pendingDeletion'),
    pendingDeletion: refuse('alreadyPendingDeletion'),
    pendingImport: to('pendingDeletion'),
  },
  cancelDeletion: {
    enabled: refuse('notPendingDeletion'),
    disabled: refuse('notPendingDeletion'),
    pendingDeletion: to('disabled'),
    pendingImport: refuse('notPendingDeletion'),
  },
  changeAlias: {
    enabled: to('enabled'),
    disabled: to('disabled'),
    pendingDeletion: refuse('keyPendingDeletion'),
    pendingImport: to('pendingImport'),
  },
  changeDescription: {
    enabled: to('enabled'),
    disabled: to('disabled'),
    pendingDeletion: refuse('keyPendingDeletion'),
    pendingImport: to('pendingImport'),
  },
  changeProject: {
    enabled: to('enabled'),
    disabled: to('disabled'),
    pendingDeletion: refuse('keyPendingDeletion'),
    pendingImport: to('pendingImport'),
  },
};

export interface ChangeSubject {
  readonly state: KeyState;
  /** Default keys are never changed by anybody (KEY-11). */
  readonly isDefault: boolean;
  readonly hasMaterial: boolean;
}

/**
 * The state a key has after a change.
 * @throws OperationError of the first rule that forbids the change: default key, then state
 */
export function nextState(change: KeyChange, subject: ChangeSubject): KeyState {
  if (subject.isDefault) throw new OperationError('defaultKeyRefused');
  const cell = changes[change][subject.state];
  if ('refuse' in cell) throw new OperationError(cell.refuse);
  if (change === 'cancelDeletion' && !subject.hasMaterial) return 'pendingImport';
  return cell.to;
}

/** What cryptography is asked of a key; `algorithm` is the wire name. */
export type KeyUse =
  | { readonly kind: 'encrypt' | 'decrypt' | 'sign' | 'verify' | 'mac'; readonly algorithm: string }
  | { readonly kind: 'dataKey' | 'publicKey' };

/**
 * Lets a use pass or names what forbids it: first what the key is and was made for, then its state.
 * @param now ms since 1970 UTC; material past its expiry is as good as deleted even before the job has deleted it (IMP-05)
 * @throws OperationError
 */
export function checkUse(key: KeyRecord, use: KeyUse, now: number): void {
  const misfit = misfitOf(key.spec, key.usage, use);
  if (misfit !== undefined) throw new OperationError(misfit);
  checkUsable(key, now);
}

/** @throws OperationError unless the key is enabled and has its material */
export function checkUsable(key: KeyRecord, now: number): void {
  if (key.state === 'disabled') throw new OperationError('keyDisabled');
  if (key.state === 'pendingDeletion') throw new OperationError('keyPendingDeletion');
  const expired = key.materialExpiresAt !== null && key.materialExpiresAt <= now;
  if (key.state === 'pendingImport' || expired) throw new OperationError('keyPendingImport');
}

function misfitOf(spec: KeySpec, usage: KeyUsage, use: KeyUse): ErrorName | undefined {
  switch (use.kind) {
    case 'encrypt':
    case 'decrypt':
      return encryptionMisfit(spec, usage, use.algorithm);
    case 'sign':
    case 'verify':
      return publicKeyMisfit(spec) ?? signatureMisfit(spec, usage, use.algorithm);
    case 'mac':
      return macMisfit(spec, use.algorithm);
    case 'dataKey':
      return dataKeyMisfit(spec);
    case 'publicKey':
      return publicKeyMisfit(spec);
  }
}

function encryptionMisfit(spec: KeySpec, usage: KeyUsage, algorithm: string): ErrorName | undefined {
  if (usage === 'GENERATE_VERIFY_MAC') return 'hmacUnsupported';
  if (usage === 'SIGN_VERIFY') return 'keyIsForSigning';
  if (spec.encryptionAlgorithms.includes(algorithm)) return undefined;
  if (spec.symmetric) return 'algorithmNotSymmetric';
  return algorithm === 'SYMMETRIC_DEFAULT' ? 'algorithmNotAsymmetric' : 'algorithmMismatch';
}

function signatureMisfit(spec: KeySpec, usage: KeyUsage, algorithm: string): ErrorName | undefined {
  if (usage !== 'SIGN_VERIFY') return 'keyIsForEncryption';
  return spec.signingAlgorithms.includes(algorithm) ? undefined : 'algorithmMismatch';
}

function macMisfit(spec: KeySpec, algorithm: string): ErrorName | undefined {
  if (!spec.symmetric) return 'asymmetricUnsupported';
  if (spec.macAlgorithms.length === 0) return 'symmetricUnsupported';
  return spec.macAlgorithms.includes(algorithm) ? undefined : 'algorithmMismatch';
}

function dataKeyMisfit(spec: KeySpec): ErrorName | undefined {
  if (!spec.symmetric) return 'asymmetricUnsupported';
  return spec.family === 'hmac' ? 'hmacUnsupported' : undefined;
}

function publicKeyMisfit(spec: KeySpec): ErrorName | undefined {
  if (!spec.symmetric) return undefined;
  return spec.family === 'hmac' ? 'hmacUnsupported' : 'symmetricUnsupported';
}

/**
 * The usage of a new key (KEY-04).
 * @throws OperationError when the spec has no such usage
 */
export function usageOfNewKey(spec: KeySpec, wanted: KeyUsage | undefined): KeyUsage {
  if (wanted === undefined) return spec.defaultUsage;
  if (spec.usages.includes(wanted)) return wanted;
  const fit = `An ${spec.name} key can have ${spec.usages.join(' or ')}.`;
  if (spec.symmetric && wanted === 'SIGN_VERIFY') {
    throw new OperationError('symmetricCannotSign', { field: 'key_usage' });
  }
  if (spec.family === 'ec' && wanted === 'ENCRYPT_DECRYPT') {
    throw new OperationError('ecCannotEncrypt', { field: 'key_usage' });
  }
  throw new OperationError('keyUsageMismatch', {
    field: 'key_usage',
    message: `key_usage does not fit key_spec. ${fit}`,
  });
}
