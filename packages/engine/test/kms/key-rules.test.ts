import { errorRow, type KeyState, keyStateNames, OperationError } from '@dewpoint/contract';
import { type KeyUsage, keySpec, keySpecs } from '@dewpoint/crypto-core';
import { describe, expect, it } from 'vitest';
import { type KeyChange, nextState, usageOfNewKey } from '../../src/kms/key-rules.ts';

/** The new state, or the code of the refusal. */
const outcomes: Readonly<Record<KeyChange, Readonly<Record<KeyState, string>>>> = {
  enable: {
    enabled: 'KMS.1201',
    disabled: 'enabled',
    pendingDeletion: 'KMS.1201',
    pendingImport: 'KMS.1201',
  },
  disable: {
    enabled: 'disabled',
    disabled: 'KMS.1301',
    pendingDeletion: 'KMS.1301',
    pendingImport: 'KMS.1301',
  },
  scheduleDeletion: {
    enabled: 'pendingDeletion',
    disabled: 'pendingDeletion',
    pendingDeletion: 'KMS.1402',
    pendingImport: 'pendingDeletion',
  },
  cancelDeletion: {
    enabled: 'KMS.1501',
    disabled: 'KMS.1501',
    pendingDeletion: 'disabled',
    pendingImport: 'KMS.1501',
  },
  changeAlias: {
    enabled: 'enabled',
    disabled: 'disabled',
    pendingDeletion: 'KMS.0210',
    pendingImport: 'pendingImport',
  },
  changeDescription: {
    enabled: 'enabled',
    disabled: 'disabled',
    pendingDeletion: 'KMS.0210',
    pendingImport: 'pendingImport',
  },
  changeProject: {
    enabled: 'enabled',
    disabled: 'disabled',
    pendingDeletion: 'KMS.0210',
    pendingImport: 'pendingImport',
  },
};
const changes = Object.keys(outcomes) as KeyChange[];

function outcome(run: () => string): string {
  try {
    return run();
  } catch (error) {
    if (error instanceof OperationError) return error.code;
    throw error;
  }
}

describe('KEY-06 KEY-07 KEY-08 KEY-10 what may be done in which state', () => {
  it.each(changes.flatMap((change) => keyStateNames.map((state) => ({ change, state }))))(
    '$change from $state',
    ({ change, state }) => {
      const subject = { state, isDefault: false, hasMaterial: state !== 'pendingImport' };
      expect(outcome(() => nextState(change, subject))).toBe(outcomes[change][state]);
    },
  );

  it.each(changes.flatMap((change) => keyStateNames.map((state) => ({ change, state }))))(
    'KEY-11 $change of a default key from $state is refused',
    ({ change, state }) => {
      expect(outcome(() => nextState(change, { state, isDefault: true, hasMaterial: true }))).toBe(
        'KMS.0211',
      );
    },
  );

  it('KEY-08 a key without material comes back to Pending import', () => {
    const subject = { state: 'pendingDeletion', isDefault: false, hasMaterial: false } as const;
    expect(nextState('cancelDeletion', subject)).toBe('pendingImport');
  });
});

describe('KEY-04 the usage is fixed by the spec', () => {
  const usages: readonly KeyUsage[] = ['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC'];
  const code = (spec: string, usage: KeyUsage) => outcome(() => usageOfNewKey(keySpec(spec), usage));

  it.each(keySpecs.map((spec) => ({ spec })))('$spec.name takes its own usages and no other', ({ spec }) => {
    for (const usage of usages) {
      const got = outcome(() => usageOfNewKey(spec, usage));
      if (spec.usages.includes(usage)) expect(got).toBe(usage);
      else expect(got).toMatch(/^KMS\.(1114|1115|0308)$/);
    }
    expect(usageOfNewKey(spec, undefined)).toBe(spec.defaultUsage);
  });

  it('names the documents’ code', () => {
    expect(code('AES_256', 'SIGN_VERIFY')).toBe(errorRow('symmetricCannotSign').code);
    expect(code('EC_P256', 'ENCRYPT_DECRYPT')).toBe(errorRow('ecCannotEncrypt').code);
    expect(code('AES_256', 'GENERATE_VERIFY_MAC')).toBe(errorRow('keyUsageMismatch').code);
  });
});
